-- What PostgreSQL answers when somebody writes each endpoint by hand: the JSON is made
-- in the database, from one statement per request. Every part begins with its name.

-- name: action
a.id, p.slug AS programme, a.code, nullif(a.printed_code, '') AS "printedCode",
a.title, nullif(a."group", '') AS "group", c.number AS chapter,
s.number AS spearhead, a.description,
(SELECT count(*) FROM actions_milestone m WHERE m.action_id = a.id)
    AS "milestoneCount",
nullif(a.status, '') AS status, nullif(a.rag, '') AS rag,
a.progress_pct AS "progressPct", nullif(a.quarter, '') AS quarter,
EXISTS (
    SELECT FROM actions_milestone m
    WHERE m.action_id = a.id AND m.achieved_text = ''
      AND m.agreed_end < %(today)s AND m.agreed_end < a.reported_date
) AS late,
a.version,
to_char(a.changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    AS "changedAt",
json_build_object('document', a.source_document, 'section', a.source_section,
                  'lines', json_build_array(a.source_first, a.source_last),
                  'also', a.source_also) AS source,
(
    SELECT coalesce(json_agg(json_build_object(
               'organisation',
               CASE WHEN o.abbreviation = '' THEN o.name
                    ELSE o.abbreviation END,
               'body', b.name, 'role', t.role, 'asPrinted', t.as_printed
           ) ORDER BY t.position, t.id), '[]')
    FROM actions_trekker t
    LEFT JOIN governance_organisation o ON o.id = t.organisation_id
    LEFT JOIN governance_body b ON b.id = t.body_id
    WHERE t.action_id = a.id
) AS trekkers

-- name: tree
actions_action a
JOIN actions_programme p ON p.id = a.programme_id
JOIN actions_spearhead s ON s.id = a.spearhead_id
JOIN actions_chapter c ON c.id = s.chapter_id

-- name: list
-- One JSON text per action, one more than the page holds.
SELECT row_to_json(shown)::text
FROM (
    SELECT {action}
    FROM {tree}
    WHERE {where}
    ORDER BY a.id
    LIMIT 101
) shown

-- name: detail
SELECT row_to_json(shown)::text
FROM (
    SELECT {action},
           (
               SELECT coalesce(json_agg(promised), '[]')
               FROM (
                   SELECT m.id, p.slug AS programme, a.code AS "actionCode",
                          s.number AS spearhead, c.number AS chapter, m.kind, m.title,
                          m.certainty, nullif(m.condition, '') AS condition, m.external,
                          NULL::int AS "assignedSpearhead",
                          {original} AS original, {agreed} AS agreed,
                          {expected} AS expected, {achieved} AS achieved,
                          coalesce(m.achieved_text = '' AND m.agreed_end < %(today)s
                                   AND m.agreed_end < a.reported_date, false) AS late,
                          coalesce(m.achieved_text = '' AND m.original_end < %(today)s
                                   AND m.original_end < a.reported_date, false)
                              AS "lateOriginal",
                          coalesce(m.achieved_text = '' AND m.agreed_end < %(today)s
                                   AND (a.reported_date IS NULL
                                        OR a.reported_date <= m.agreed_end), false)
                              AS unreported,
                          m.shifts, m.version,
                          to_char(m.changed_at AT TIME ZONE 'UTC',
                                  'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "changedAt",
                          json_build_object(
                              'document', m.source_document, 'section', m.source_section,
                              'lines', json_build_array(m.source_first, m.source_last),
                              'also', m.source_also) AS source,
                          (
                              SELECT coalesce(json_agg(
                                  CASE WHEN o.id IS NULL THEN b.name
                                       WHEN o.abbreviation = '' THEN o.name
                                       ELSE o.abbreviation END
                                  ORDER BY w.position, w.id), '[]')
                              FROM actions_milestoneowner w
                              LEFT JOIN governance_organisation o
                                  ON o.id = w.organisation_id
                              LEFT JOIN governance_body b ON b.id = w.body_id
                              WHERE w.milestone_id = m.id
                          ) AS owners
                   FROM actions_milestone m
                   WHERE m.action_id = a.id
                   ORDER BY m.position, m.id
               ) promised
           ) AS milestones,
           (
               SELECT coalesce(json_agg(done), '[]')
               FROM (
                   SELECT v.id, p.slug AS programme, a.code AS "actionCode", v.ordinal,
                          v.level, v.title, v.description, v.kind, v.state, v.version,
                          to_char(v.changed_at AT TIME ZONE 'UTC',
                                  'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "changedAt",
                          json_build_object(
                              'document', v.source_document, 'section', v.source_section,
                              'lines', json_build_array(v.source_first, v.source_last),
                              'also', v.source_also) AS source,
                          (
                              SELECT coalesce(json_agg(json_build_object(
                                  'organisation',
                                  CASE WHEN o.abbreviation = '' THEN o.name
                                       ELSE o.abbreviation END,
                                  'body', b.name, 'role', q.role
                              ) ORDER BY q.position, q.id), '[]')
                              FROM actions_activityparty q
                              LEFT JOIN governance_organisation o
                                  ON o.id = q.organisation_id
                              LEFT JOIN governance_body b ON b.id = q.body_id
                              WHERE q.activity_id = v.id
                          ) AS organisations
                   FROM actions_activity v
                   WHERE v.action_id = a.id
                   ORDER BY v.ordinal, v.id
               ) done
           ) AS activities
    FROM {tree}
    WHERE a.id = %(id)s
) shown

-- name: closed overview
-- The stored text as it is, in an envelope.
SELECT '{"id":' || o.id || ',"programme":' || to_json(p.slug) || ',"quarter":'
       || to_json(o.quarter) || ',"version":' || o.edition || ',"sha256":'
       || to_json(o.sha256) || ',"publishedAt":'
       || to_json(to_char(o.published_at AT TIME ZONE 'UTC',
                          'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
       || ',"erratum":' || coalesce(to_json(nullif(o.erratum, ''))::text, 'null')
       || ',"isFictitious":' || to_json(o.is_fictitious) || ',"changedAt":'
       || to_json(to_char(o.changed_at AT TIME ZONE 'UTC',
                          'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
       || ',"payload":' || o.payload || '}'
FROM reporting_overview o
JOIN actions_programme p ON p.id = o.programme_id
WHERE o.id = %(id)s

-- name: open overview
-- The figures of a quarter that is not yet published, per chapter.
WITH told AS (
    SELECT DISTINCT ON (u.action_id) u.action_id, u.status, u.rag, u.confidence,
           u.borging_state
    FROM progress_statusupdate u
    JOIN progress_reportinground r ON r.id = u.round_id
    WHERE r.quarter = %(quarter)s AND u.state = 'accepted'
    ORDER BY u.action_id, u.sequence DESC
), before AS (
    SELECT DISTINCT ON (u.action_id) u.action_id, u.status, u.rag, u.confidence
    FROM progress_statusupdate u
    JOIN progress_reportinground r ON r.id = u.round_id
    WHERE r.quarter = %(before)s AND u.state = 'accepted'
    ORDER BY u.action_id, u.sequence DESC
), states AS (
    SELECT s.chapter_id,
           count(*) AS total,
           count(*) FILTER (WHERE t.action_id IS NULL) AS no_report,
           count(*) FILTER (WHERE t.status = 'completed') AS completed,
           count(*) FILTER (WHERE t.status = 'stopped') AS stopped,
           count(*) FILTER (WHERE t.status NOT IN ('completed', 'stopped')
                            AND t.rag = 'green') AS green,
           count(*) FILTER (WHERE t.status NOT IN ('completed', 'stopped')
                            AND t.rag = 'amber') AS amber,
           count(*) FILTER (WHERE t.status NOT IN ('completed', 'stopped')
                            AND t.rag = 'red') AS red,
           count(*) FILTER (WHERE t.confidence = 'high') AS high,
           count(*) FILTER (WHERE t.confidence = 'medium') AS medium,
           count(*) FILTER (WHERE t.confidence = 'low') AS low,
           count(*) FILTER (WHERE t.borging_state = 'arranged') AS arranged,
           count(*) FILTER (WHERE t.borging_state = 'planned') AS planned,
           count(*) FILTER (WHERE b.status = 'completed') AS completed_before,
           count(*) FILTER (WHERE t.status = 'completed' AND b.status <> 'completed')
               AS moved_completed,
           count(*) FILTER (WHERE (t.rag, b.rag) IN (('green', 'amber'),
                            ('green', 'red'), ('amber', 'red'))) AS better,
           count(*) FILTER (WHERE (t.rag, b.rag) IN (('amber', 'green'),
                            ('red', 'green'), ('red', 'amber'))) AS worse
    FROM actions_action a
    JOIN actions_spearhead s ON s.id = a.spearhead_id
    LEFT JOIN told t ON t.action_id = a.id
    LEFT JOIN before b ON b.action_id = a.id
    WHERE a.programme_id = 1
    GROUP BY s.chapter_id
), promises AS (
    SELECT s.chapter_id,
           count(*) FILTER (WHERE m.agreed_end < %(today)s) AS due,
           count(*) FILTER (WHERE m.agreed_end < %(today)s AND m.achieved_text <> '')
               AS achieved,
           count(*) FILTER (WHERE m.agreed_end < %(today)s AND m.achieved_text = ''
                            AND m.agreed_end < a.reported_date) AS late,
           count(*) FILTER (WHERE m.original_end < %(today)s AND m.achieved_text = ''
                            AND m.original_end < a.reported_date) AS late_original
    FROM actions_milestone m
    JOIN actions_action a ON a.id = m.action_id
    JOIN actions_spearhead s ON s.id = a.spearhead_id
    WHERE m.programme_id = 1
    GROUP BY s.chapter_id
)
SELECT json_agg(to_jsonb(states) || to_jsonb(promises) ORDER BY c.number)::text
FROM actions_chapter c
JOIN states ON states.chapter_id = c.id
JOIN promises ON promises.chapter_id = c.id
