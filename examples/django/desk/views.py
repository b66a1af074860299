import hashlib
import os

from django.http import Http404, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

GUIDES = {
    'password': 'Ask your manager for a new one.',
    'größe der dateien': 'Files may have 20 MB. This address holds spaces, an ö and a ß.',
    'paper & toner': 'In the cupboard. This address holds an ampersand.',
}

URGENCIES = ['today', 'this week', 'some day']

GATEWAY_VARIABLES = ['SCRIPT_NAME', 'PATH_INFO', 'REQUEST_URI', 'QUERY_STRING', 'HTTP_HOST']


def desk_name(request):
    return {'desk': os.environ.get('DESK_NAME', 'The help desk')}


@require_safe
def home(request):
    return render(request, 'home.html', {'topics': list(GUIDES)})


@require_safe
def guide(request, topic):
    if topic not in GUIDES:
        raise Http404
    return render(request, 'guide.html', {'topic': topic, 'text': GUIDES[topic]})


@require_http_methods(['GET', 'HEAD', 'POST'])
def ticket(request):
    if request.method != 'POST':
        return render(request, 'ticket.html', {'urgencies': URGENCIES})

    subject = request.POST.get('subject', '').strip().replace('/', ' ')
    urgency = request.POST.get('urgency')
    # A subject of dots would be taken for a step up the path.
    if not subject.strip('.') or urgency not in URGENCIES:
        return HttpResponseBadRequest('A ticket has a subject and an urgency.')
    # The workers share no memory, so the address carries the ticket.
    response = HttpResponseRedirect(reverse('ticket-taken', args=[urgency, subject]))
    response.status_code = 303
    return response


@require_safe
def ticket_taken(request, urgency, subject):
    if urgency not in URGENCIES:
        raise Http404
    return render(request, 'ticket_taken.html', {'urgency': urgency, 'subject': subject})


@require_http_methods(['GET', 'HEAD', 'POST'])
def upload(request):
    if request.method != 'POST':
        return render(request, 'upload.html')

    file = request.FILES.get('file')
    if file is None:
        return HttpResponseBadRequest('No file arrived.')
    digest = hashlib.sha256()
    size = 0
    for chunk in file.chunks():
        digest.update(chunk)
        size += len(chunk)
    received = {'name': file.name, 'size': size, 'sha256': digest.hexdigest()}
    return render(request, 'upload.html', {'received': received})


@require_safe
def gateway(request):
    # WSGI carries bytes as Latin-1 text (PEP 3333).
    variables = {
        name: request.environ.get(name, '').encode('latin-1').decode('utf-8', 'replace')
        for name in GATEWAY_VARIABLES
    }
    return render(request, 'gateway.html', {'variables': variables, 'process': os.getpid()})
