"""A notice board. Every link is built by url_for, so it is right wherever the board is mounted."""

from flask import Flask, abort, render_template, request
from werkzeug.middleware.proxy_fix import ProxyFix

TOPICS = {
    'found': 'One glove, left.',
    'for sale': 'A bicycle. Its address holds a space.',
    'café': 'Open until six. Its address holds an é.',
    'a/b': 'Stairs. Its address holds a slash.',
}

app = Flask(__name__)
# Client, scheme and host are what the web server says. Not x_prefix: the mount is SCRIPT_NAME, which gunicorn knows already.
app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)


@app.get('/')
def home():
    return render_template('board.html', topics=TOPICS, text='Choose a topic.')


@app.get('/topic/<path:name>')
def topic(name):
    if name not in TOPICS:
        abort(404)
    return render_template('board.html', topics=TOPICS, text=TOPICS[name])


@app.get('/client')
def client():
    return {'address': request.remote_addr, 'root': request.url_root, 'script_name': request.script_root}
