from django.urls import path

from meetings.minutes.views import earlier, reading, remarks, stages, writing

BODY = "trusts/<slug:slug>/bodies/<slug:body>/"
OF_BODY = f"{BODY}minutes/"
MINUTES = f"{BODY}meetings/<uuid:meeting>/minutes/"

urlpatterns = [
    path(OF_BODY, reading.minutes_of_body, name="minutes_of_body"),
    path(f"{OF_BODY}earlier/add/", earlier.bring_earlier_minutes, name="bring_earlier_minutes"),
    path(f"{OF_BODY}earlier/<uuid:key>.pdf", earlier.earlier_minutes, name="earlier_minutes"),
    path(f"{OF_BODY}earlier/<uuid:key>/withdraw/", earlier.withdraw_earlier_minutes, name="withdraw_earlier_minutes"),
    path(MINUTES, reading.minutes, name="minutes"),
    path(f"{MINUTES}at/<slug:place>/", writing.write_passage, name="write_passage"),
    path(f"{MINUTES}put-to-chair/", stages.put_to_chair, name="put_to_chair"),
    path(f"{MINUTES}take-back/", stages.take_back, name="take_back"),
    path(f"{MINUTES}check/", stages.check_minutes, name="check_minutes"),
    path(f"{MINUTES}circulate/", stages.circulate_minutes, name="circulate_minutes"),
    path(f"{MINUTES}remarks/add/", remarks.remark, name="remark"),
    path(f"{MINUTES}remarks/<int:number>/answer/", remarks.answer_remark, name="answer_remark"),
    path(f"{MINUTES}approve/", stages.approve_minutes, name="approve_minutes"),
    path(f"{MINUTES}publish/", stages.publish_minutes, name="publish_minutes"),
    path(f"{MINUTES}published/<int:number>/withdraw/", stages.withdraw_minutes, name="withdraw_minutes"),
    path(f"{MINUTES}amend/", stages.amend_minutes, name="amend_minutes"),
    path(f"{MINUTES}copies/<uuid:copy>/<slug:print_size>.pdf", reading.minutes_pdf, name="minutes_pdf"),
    path(f"{MINUTES}print/<slug:audience>/<slug:print_size>/", reading.print_minutes, name="print_minutes"),
    path(f"{MINUTES}to-sign/<slug:print_size>/", reading.minutes_to_sign, name="minutes_to_sign"),
]
