"""Who a label means: names compared, introductions, anonymous voices."""
