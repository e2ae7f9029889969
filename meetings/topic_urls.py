"""选题: prompts, members' concerns, venues, lecturers, leaders' lectures."""

from django.urls import path

from meetings.views import leaders, lecturers, prompt_writing, prompts, suggestions, venues

urlpatterns = [
    path("topics/", prompts.prompts, name="prompts"),
    path("topics/prompts/new/", prompt_writing.prompt_new, name="prompt-new"),
    path("topics/prompts/<int:pk>/", prompts.prompt, name="prompt"),
    path("topics/prompts/<int:pk>/adopt/", prompts.adopt, name="prompt-adopt"),
    path("topics/prompts/<int:pk>/edit/", prompt_writing.prompt_edit, name="prompt-edit"),
    path("topics/prompts/<int:pk>/withdraw/", prompt_writing.prompt_withdraw, name="prompt-withdraw"),
    path("topics/papers/<int:pk>/", prompt_writing.paper, name="prompt-paper"),
    path("topics/papers/<int:pk>/remove/", prompt_writing.paper_remove, name="prompt-paper-remove"),
    path("topics/suggestions/", suggestions.suggestions, name="suggestions"),
    path("topics/suggestions/new/", suggestions.suggestion_new, name="suggestion-new"),
    path("topics/suggestions/<int:pk>/", suggestions.suggestion, name="suggestion"),
    path("topics/suggestions/<int:pk>/adopt/", suggestions.adopt, name="suggestion-adopt"),
    path("topics/suggestions/<int:pk>/answer/", suggestions.answer, name="suggestion-answer"),
    path("topics/venues/", venues.venues, name="venues"),
    path("topics/venues/new/", venues.venue_new, name="venue-new"),
    path("topics/venues/<int:pk>/", venues.venue_edit, name="venue"),
    path("topics/lecturers/", lecturers.lecturers, name="lecturers"),
    path("topics/lecturers/add/", lecturers.turn_add, name="turn-add"),
    path("topics/lecturers/<int:pk>/move/", lecturers.turn_move, name="turn-move"),
    path("topics/lecturers/<int:pk>/drop/", lecturers.turn_drop, name="turn-drop"),
    path("topics/guests/", lecturers.guests, name="guests"),
    path("topics/guests/new/", lecturers.guest_new, name="guest-new"),
    path("topics/guests/<int:pk>/", lecturers.guest_edit, name="guest"),
    path("topics/leaders/", leaders.leader_lectures, name="leader-lectures"),
    path("meetings/<int:pk>/lecturer/", lecturers.take_turn, name="meeting-lecturer"),
    path("meetings/<int:pk>/lecture/", leaders.lecture_papers, name="meeting-lecture"),
    path("my-topics/", suggestions.own_suggestions, name="own-suggestions"),
]
