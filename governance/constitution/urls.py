from django.urls import path

from governance.constitution import converters  # noqa: F401 - makes its converter known
from governance.constitution.views import clauses, reading, simulating

CLAUSES = "trusts/<slug:slug>/clauses/"
CLAUSE = f"{CLAUSES}<clause:clause>/"
RULES = "trusts/<slug:slug>/bodies/<slug:body>/rules/"

urlpatterns = [
    path(RULES, reading.rules, name="rules"),
    path(f"{RULES}versions/", reading.versions, name="versions"),
    path(f"{RULES}try/", simulating.try_rules, name="try_rules"),
    path(CLAUSES, clauses.clauses, name="clauses"),
    path(f"{CLAUSES}add/", clauses.add_clause, name="add_clause"),
    path(f"{CLAUSE}change/", clauses.change_clause, name="change_clause"),
    path(f"{CLAUSE}repeal/", clauses.repeal_clause, name="repeal_clause"),
]
