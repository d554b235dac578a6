FROM python:3.11-slim AS packages
COPY requirements-uv.txt requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-uv.txt
RUN uv venv /venv && uv pip install --no-cache --require-hashes --python /venv/bin/python -r requirements.txt

# Runs with a root file system that can only be read: what is written is in the two volumes and /tmp.
FROM python:3.11-slim
RUN useradd --no-create-home --uid 1000 app \
    && mkdir /library /evaluations && chown app /library /evaluations
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH HOME=/tmp PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    ON_RECORD_LIBRARY=/library ON_RECORD_EVALUATIONS=/evaluations
USER app
VOLUME ["/library", "/evaluations"]
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["python", "healthcheck.py", "http://localhost:8501/health"]
# From outside the container the app is reached only with sign-in, or with ON_RECORD_OPEN=yes.
CMD ["streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.port=8501"]
