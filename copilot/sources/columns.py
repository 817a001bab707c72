"""Which column means what: names of the trackers and of everyday sheets, in four languages."""

from collections.abc import Mapping, Sequence
from typing import Final

from copilot.errors import ConfigError

from .sheet import fold

_ALIASES: Final = {
    "id": """
        issue id, uuid, unique id, internal id, vorgangs id, id de ticket, identifiant de
        ticket, id de la incidencia""",
    "key": """
        key, issue key, ticket, ticket id, ticket key, issue, id, task id, item id, work item
        id, number, nr, no, identifier, reference, reference id, story id, card id, gid,
        schlüssel, vorgangsschlüssel, clé de ticket, clé de la demande, clave de incidencia,
        vorgang, nummer, kennung, clé, numéro, clave, número, issue number""",
    "title": """
        summary, title, name, task, task name, issue title, story, subject, work item,
        feature, card name, item, user story, headline, item name, task title, story title,
        initiative, zusammenfassung, titel, aufgabe, bezeichnung, thema, betreff, résumé,
        titre, nom, tâche, sujet, resumen, título, nombre, tarea, asunto, what""",
    "body": """
        description, issue description, details, body, content, task content, notes, text,
        long description, card description, desc, beschreibung, inhalt, détails, descripción,
        contenido, descripcion""",
    "criteria": """
        acceptance criteria, acceptancecriteria, definition of done, akzeptanzkriterien,
        critères d acceptation, criterios de aceptación""",
    "kind": """
        issue type, type, work item type, issuetype, kind, item type, tracker, task type,
        vorgangstyp, type de ticket, tipo de incidencia, typ, art, type de demande, tipo""",
    "status": """
        status, state, section column, column, list, list name, stage, workflow state,
        zustand, bearbeitungsstand, statut, état, estado, issue status, stato, current state,
        progress, percent complete, percent done""",
    "category": "status category, state category, status type, state type, statuskategorie",
    "flag": """
        completed, done, is done, complete, finished, erledigt, terminé, closed, is completed""",
    "blocked": "is blocked, blocked, flagged, impediment, blocker status",
    "relations": "related issues, relations, issue links, links",
    "resolution": "resolution, lösung, résolution, resolución, close reason",
    "parent": """
        parent, parent key, parent id, parent issue, parent task, parent item, parent issue
        id, parent link, parent issue key, sub task of, subtask of, übergeordnet,
        übergeordneter vorgang, elternaufgabe, tâche parente, tarea principal, parent work
        item, parent task id""",
    "epic": """
        epic, epic link, epic verknüpfung, lien d épopée, epic key, epic title, epic name,
        epic id, custom field epic link, epos, epik, épopée""",
    "depends_on": """
        blocked by, depends on, dependencies, dependency, predecessors, predecessor, is
        blocked by, blocked by dependencies, waiting on, waiting for, abhängig von, blockiert
        durch, hängt ab von, vorgänger, bloqué par, dépend de, bloqueado por, depende de,
        dependson, prerequisites""",
    "blocks": """
        blocks, blocking, blocking dependencies, successors, successor, is blocking,
        blockiert, nachfolger, bloque, bloquea""",
    "duplicates": "duplicates, duplicate of, is duplicate of, duplicateof, duplikat von",
    "effort": """
        story points, custom field story points, custom field story point estimate, points,
        weight, story point estimate, estimate, effort, size, sp, story point, estimation,
        estimated hours, time estimate, aufwand, aufwand tage, aufwand stunden, aufwand h,
        schätzung, storypunkte, story punkte, effort estimate, effort points, points d effort,
        estimación, esfuerzo, puntos, estimated effort, effort days, effort pt, aufwand pt,
        pt, estimated time""",
    "seconds": "original estimate, σ original estimate, ursprüngliche schätzung",
    "milliseconds": "time estimated",
    "team": """
        team, team name, squad, area path, group, owning team, custom field team, custom field
        squad, project name, project, projects, mannschaft, gruppe, équipe, equipo, board,
        department, abteilung, bereich, projektname, nom du projet, board name""",
    "assignee": """
        assignee, assigned to, owner, assignees, responsible, assigned, zugewiesen,
        zugewiesene person, zuständig, bearbeiter, verantwortlich, responsable, assigné à,
        asignado a, assignee name, assign, persona asignada, personne assignée, lead, dri,
        who, person, members, owners, owned by""",
    "priority": "priority, prio, importance, priorität, dringlichkeit, priorité, prioridad",
    "labels": """
        labels, label, tags, tag, components, stichwörter, stichwort, etiketten, étiquettes,
        etiquetas, schlagworte""",
    "rank": "rank, backlog priority, stack rank, sort order, rang, reihenfolge, custom field rank",
    "iteration": """
        sprint, iteration, iteration path, cycle name, cycle, milestone, custom field sprint,
        sprints, release, fix version, fix version s, fix versions, itération, version, target
        version""",
    "period": "period, quarter, quartal, trimestre, zeitraum, periode, q",
    "created": """
        created, created at, creation date, date created, created date, created time, created
        on, erstellt, angelegt, erstellungsdatum, créé, création, date de création, creado,
        creada, fecha de creación, opened, opened at""",
    "started": """
        started, started at, start date, start, timeline start, activated date, begonnen,
        beginn, startdatum, début, date de début, inicio, in progress date""",
    "done": """
        resolved, completed at, completed date, closed date, resolution date, done at, done
        date, date done, date closed, closed at, resolved date, completion date, finished at,
        finish date, completed on, date completed, abgeschlossen am, erledigt am, gelöst,
        fertiggestellt, terminé le, résolu, resuelta, fecha de cierre, canceled, accepted at""",
    "updated": """
        updated, updated at, last modified, changed date, last edited time, date updated,
        modified, last updated, updated on, modified at, aktualisiert, geändert, mis à jour,
        mise à jour, actualizada, actualizado, last activity date""",
    "due": """
        due date, due, target date, deadline, due on, due at, end date, fällig, fällig am,
        fällig bis, bis wann, fälligkeitsdatum, date d échéance, fecha de vencimiento,
        timeline end, frist, termin, échéance, vencimiento, fecha límite, duedate, finish""",
    "comments": "comment, comments, kommentar, kommentare, commentaire, commentaires, comentarios",
    "goals": """
        goal, goals, okr, okrs, objective, objectives, key result, key results, ziel, ziele,
        objectif, objectifs, objetivo, objetivos, initiatives, linked goal, linked goals,
        strategic goal, strategic objective, contributes to, supports goal, serves, kr, custom
        field goal, custom field okr, custom field objective, custom field key result, company
        goal, resultado clave, schlüsselergebnis""",
    "url": "url, link, permalink, issue url, web url, html url, task url, card url",
}  # fmt: skip

FIELDS = tuple(_ALIASES)
"""Names a column map in the configuration may use."""

ALIAS: Final[Mapping[str, str]] = {
    fold(name): field for field, names in _ALIASES.items() for name in names.split(",")
}
_PREFERENCE = {
    fold(name): place for names in _ALIASES.values() for place, name in enumerate(names.split(","))
}
_ALL = {"labels", "comments", "depends_on", "blocks", "duplicates", "goals"}
"""Fields that take every column with one of their names; others the best-named column."""

Columns = dict[str, list[int]]
"""Positions of the columns of each field; several where a name is repeated."""


def columns_of(header: Sequence[str], own: Mapping[str, str] | None = None) -> Columns:
    """Assign columns to fields by name.

    Args:
        header: column names.
        own: a tool's own meaning of (folded) names, before the common one; "" is none.
    """
    found: Columns = {}
    best: dict[str, int] = {}
    for position, name in enumerate(map(fold, header)):
        plain = name.removesuffix(" utc")
        field, order = ALIAS.get(plain, ""), _PREFERENCE.get(plain, 0)
        if own and name in own:
            field, order = own[name], -1
        if not field:
            continue
        if field not in found or (order < best[field] and field not in _ALL):
            found[field], best[field] = [position], order
        elif order == best[field] or field in _ALL:
            found[field].append(position)
    return found


def configured(
    header: Sequence[str], wanted: Mapping[str, str | int], shown: str, base: Columns
) -> Columns:
    """Lay the configuration's column map over the recognised columns.

    Raises:
        ConfigError: a field or a column does not exist; lists those that do.
    """
    names = [fold(name) for name in header]
    result = dict(base)
    for field, name in wanted.items():
        if field not in FIELDS:
            raise ConfigError(
                f'columns: "{field}" is no field; the fields are {", ".join(FIELDS)}'
            )
        if isinstance(name, int):
            positions = [name - 1]
        else:
            positions = [i for i, folded in enumerate(names) if folded == fold(name)]
        if not positions:
            raise ConfigError(
                f'{shown}: there is no column "{name}" for {field};'
                f" the columns are {', '.join(filter(None, header))[:300]}"
            )
        result[field] = positions
        for other, taken in list(result.items()):
            if other != field and other not in wanted:
                result[other] = [place for place in taken if place not in positions]
    return {field: taken for field, taken in result.items() if taken}
