"""Settings without a database: everything below works wherever the desk is mounted."""

import os
import secrets
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

# Nothing here is signed, so each process may have a key of its own. With sessions all must share one.
SECRET_KEY = os.environ.get('DESK_SECRET_KEY') or secrets.token_urlsafe(50)

# The web server answers only for its own names; name them here too when it has a default server.
ALLOWED_HOSTS = os.environ.get('DESK_HOSTS', '*').split(',')

ROOT_URLCONF = 'desk.urls'
WSGI_APPLICATION = 'desk.wsgi.application'

# Relative, so that Django puts the mount (SCRIPT_NAME) in front of it.
STATIC_URL = 'static/'

MIDDLEWARE = [
    'django.middleware.security.SecurityMiddleware',
    'django.middleware.common.CommonMiddleware',
    'django.middleware.csrf.CsrfViewMiddleware',
    'django.middleware.clickjacking.XFrameOptionsMiddleware',
]

TEMPLATES = [
    {
        'BACKEND': 'django.template.backends.django.DjangoTemplates',
        'DIRS': [BASE_DIR / 'templates'],
        'OPTIONS': {
            'builtins': ['django.templatetags.static'],
            'context_processors': ['desk.views.desk_name'],
        },
    },
]

TIME_ZONE = 'UTC'
USE_TZ = True
