from django.urls import path, register_converter

from governance.constitution.converters import ClauseConverter
from governance.constitution.views import changing, clauses, closing, reading, simulating

register_converter(ClauseConverter, "clause")

CLAUSES = "trusts/<slug:slug>/clauses/"
CLAUSE = f"{CLAUSES}<clause:clause>/"
CLOSED = "trusts/<slug:slug>/closed-days/"
RULES = "trusts/<slug:slug>/bodies/<slug:body>/rules/"

urlpatterns = [
    path(RULES, reading.rules, name="rules"),
    path(f"{RULES}versions/", reading.versions, name="versions"),
    path(f"{RULES}try/", simulating.try_rules, name="try_rules"),
    path(f"{RULES}<slug:part>/change/", changing.change_part, name="change_part"),
    path(f"{RULES}<day:starts>/<slug:part>/correct/", changing.correct_part, name="correct_part"),
    path(f"{RULES}<day:starts>/strike/", changing.strike_constitution, name="strike_constitution"),
    path(CLAUSES, clauses.clauses, name="clauses"),
    path(f"{CLAUSES}add/", clauses.add_clause, name="add_clause"),
    path(f"{CLAUSE}change/", clauses.change_clause, name="change_clause"),
    path(f"{CLAUSE}repeal/", clauses.repeal_clause, name="repeal_clause"),
    path(CLOSED, closing.closed_days, name="closed_days"),
    path(f"{CLOSED}add/", closing.close_day, name="close_day"),
    path(f"{CLOSED}<day:day>/take-out/", closing.open_day, name="open_day"),
]
