"""What several families share: lines with places, times, dates, cues, trees of JSON and XML."""
