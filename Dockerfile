FROM python:3.11-slim AS packages
RUN pip install --no-cache-dir uv
COPY requirements.txt .
RUN uv venv /venv && uv pip install --no-cache --python /venv/bin/python -r requirements.txt

FROM python:3.11-slim
RUN useradd --create-home --uid 1000 app && mkdir /library && chown app /library
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH ON_RECORD_LIBRARY=/library PYTHONUNBUFFERED=1
USER app
VOLUME /library
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", \
    "from urllib.request import urlopen; urlopen('http://localhost:8501/_stcore/health', timeout=4)"]
CMD ["streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.port=8501"]
