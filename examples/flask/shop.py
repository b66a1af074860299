"""A small shop. Every link is built by url_for, so it is right wherever the shop is mounted."""

import hashlib
import os

from flask import Flask, abort, redirect, render_template, request, url_for

ITEMS = {
    'plain mug': 'White, with a handle.',
    'café cup': 'Small, for espresso. Its address holds a space and an é.',
    'half & half': 'Milk jug. Its address holds an ampersand.',
}

GATEWAY_VARIABLES = ['SCRIPT_NAME', 'PATH_INFO', 'REQUEST_URI', 'QUERY_STRING', 'HTTP_HOST']

app = Flask(__name__)


@app.context_processor
def shop_name():
    return {'shop': os.environ.get('SHOP_NAME', 'The mug shop')}


@app.get('/')
def home():
    return render_template('home.html', items=ITEMS)


@app.get('/item/<name>')
def item(name):
    if name not in ITEMS:
        abort(404)
    return render_template('item.html', name=name, description=ITEMS[name])


@app.route('/order', methods=['GET', 'POST'])
def order():
    if request.method == 'GET':
        chosen = request.args.get('item')
        names = sorted(ITEMS, key=lambda name: name != chosen)
        return render_template('order.html', names=names)

    name = request.form.get('item')
    quantity = request.form.get('quantity', type=int)
    if name not in ITEMS or quantity is None or quantity < 1:
        abort(400)
    # The workers share no memory, so the address carries the order.
    return redirect(url_for('ordered', quantity=quantity, name=name), code=303)


@app.get('/order/<int:quantity>/<name>')
def ordered(quantity, name):
    if name not in ITEMS:
        abort(404)
    return render_template('ordered.html', name=name, quantity=quantity)


@app.route('/upload', methods=['GET', 'POST'])
def upload():
    if request.method == 'GET':
        return render_template('upload.html', received=None)

    file = request.files.get('file')
    if file is None:
        abort(400)
    digest = hashlib.sha256()
    size = 0
    for chunk in iter(lambda: file.stream.read(65536), b''):
        digest.update(chunk)
        size += len(chunk)
    received = {'name': file.filename, 'size': size, 'sha256': digest.hexdigest()}
    return render_template('upload.html', received=received)


@app.get('/gateway')
def gateway():
    # WSGI carries bytes as Latin-1 text (PEP 3333).
    variables = {
        name: request.environ.get(name, '').encode('latin-1').decode('utf-8', 'replace')
        for name in GATEWAY_VARIABLES
    }
    return render_template('gateway.html', variables=variables, process=os.getpid())
