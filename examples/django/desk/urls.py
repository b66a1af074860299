from django.urls import path

from . import views

urlpatterns = [
    path('', views.home, name='home'),
    path('guide/<topic>/', views.guide, name='guide'),
    path('ticket/', views.ticket, name='ticket'),
    path('ticket/<urgency>/<subject>/', views.ticket_taken, name='ticket-taken'),
    path('upload/', views.upload, name='upload'),
    path('gateway/', views.gateway, name='gateway'),
]
