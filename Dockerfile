FROM python:3.11-slim

# For WeasyPrint, which draws the PDF files, with a font that has every sign we use.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-liberation libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1

WORKDIR /app

# Before the code, so that a change of code does not install everything again.
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt

COPY . .

# Collecting files needs settings but no service and no secret: this environment
# exists for one command and is not kept in the image.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(48))')" \
    ALLOWED_HOSTS=localhost DATABASE_URL=sqlite:///build.sqlite3 \
    REDIS_URL=redis://localhost:6379/0 \
    python manage.py collectstatic --no-input --verbosity 0

RUN useradd --system --no-create-home app
USER app

EXPOSE 8000

# Heartbeat files in memory: on a slow disk they would make workers look dead.
CMD ["gunicorn", "toekomstagenda.wsgi", "--bind=0.0.0.0:8000", "--workers=2", \
     "--worker-class=gthread", "--threads=4", "--worker-tmp-dir=/dev/shm"]
