-- Fills an empty, migrated database with `bench.actions` actions and all that hangs
-- below them. Every value follows from the id: two machines get the same rows.
--
-- Per action 3 milestones, 1-3 trekkers, 4 activities, 8 accepted quarterly updates.

CREATE FUNCTION pg_temp.actions() RETURNS int LANGUAGE sql STABLE AS
$$ SELECT current_setting('bench.actions')::int $$;

-- A number from 0 up to `choices` that looks random and never changes.
CREATE FUNCTION pg_temp.pick(seed bigint, salt int, choices int) RETURNS int
LANGUAGE sql IMMUTABLE AS
$$ SELECT ('x' || left(md5(seed || '/' || salt), 7))::bit(28)::int % choices $$;

-- A text of about this many characters.
CREATE FUNCTION pg_temp.words(seed bigint, length int) RETURNS text
LANGUAGE sql IMMUTABLE AS
$$ SELECT left('Stap ' || seed || ': '
               || repeat('de partijen maken afspraken over zorg en ondersteuning'
                         ' voor mensen met een beperking en leggen die vast. ', 4),
               length) $$;

INSERT INTO accounts_user
    (id, version, revision, changed_at, password, username, full_name, email, role,
     is_active)
VALUES (1, 1, 1, '2026-01-01Z', '!', 'bench', 'Bench', '', 'programmabureau', true);

INSERT INTO accounts_apitoken
    (id, version, revision, changed_at, name, prefix, sha256, scopes, user_id)
VALUES (1, 1, 1, '2026-01-01Z', 'bench', left(current_setting('bench.token'), 12),
        encode(sha256(current_setting('bench.token')::bytea), 'hex'), '*', 1);

INSERT INTO governance_organisation
    (id, version, revision, changed_at, source_document, source_section, source_first,
     source_last, source_also, name, abbreviation, kind, search_text)
SELECT i, 1, 1, '2026-01-01Z', '000', 'Partijen', i, i, '[]', 'Organisatie ' || i,
       CASE WHEN i % 4 = 0 THEN '' ELSE 'ORG' || i END, 'other', 'organisatie ' || i
FROM generate_series(1, 24) i;

INSERT INTO governance_body
    (id, version, revision, changed_at, source_document, source_section, source_first,
     source_last, source_also, name, kind, description, frequency, via,
     membership_text, established, heading, search_text)
SELECT i, 1, 1, '2026-01-01Z', '000', 'Groepen', i, i, '[]',
       CASE WHEN i > 6 THEN 'Regiegroep' ELSE 'Werkgroep hoofdstuk ' || i END,
       CASE WHEN i > 6 THEN 'regiegroep' ELSE 'werkgroep' END,
       '', '', '', '', true, '', 'werkgroep ' || i
FROM generate_series(1, 7) i;

INSERT INTO actions_programme
    (id, version, revision, changed_at, source_document, source_section, source_first,
     source_last, source_also, slug, title, description, start_year, end_year,
     document, document_title, document_sha256, chapter_word, spearhead_word,
     action_word, reported_date)
VALUES (1, 1, 1, '2026-01-01Z', '000', 'Titel', 1, 1, '[]', 'bench',
        'Programma om te meten', '', 2022, 2026, '000', 'Document', '', 'hoofdstuk',
        'speerpunt', 'actie', '2026-10-10');

INSERT INTO actions_chapter
    (id, version, revision, changed_at, source_document, source_section, source_first,
     source_last, source_also, number, title, heading, kind, description,
     reported_date, werkgroep_id, programme_id, search_text)
SELECT i, 1, 1, '2026-01-01Z', '000', 'Hoofdstuk ' || i, i, i, '[]', i,
       'Hoofdstuk ' || i, '', 'doelgroep', '', '2026-10-10', i, 1, 'hoofdstuk ' || i
FROM generate_series(1, 6) i;

INSERT INTO actions_spearhead
    (id, version, revision, changed_at, source_document, source_section, source_first,
     source_last, source_also, number, title, description, societal_goal,
     reported_date, chapter_id, search_text)
SELECT i, 1, 1, '2026-01-01Z', '000', 'Speerpunt ' || i, i, i, '[]',
       (i - 1) / 6 + 1, 'Speerpunt ' || i, '', '', '2026-10-10', (i - 1) % 6 + 1,
       'speerpunt ' || i
FROM generate_series(1, 20) i;

INSERT INTO actions_action
    (id, version, revision, changed_at, source_document, source_section, source_first,
     source_last, source_also, position, code, printed_code, title, "group",
     description, status, rag, progress_pct, quarter, reported_date, programme_id,
     spearhead_id, search_text)
SELECT i, 1, 1, timestamptz '2026-01-01Z' + i * interval '61 seconds', '000',
       'Speerpunt ' || s.id, 100 + i % 2000, 102 + i % 2000, '[]', i % 30000,
       s.chapter_id || '.' || s.number || '.' || i, CASE WHEN i % 3 = 0 THEN '' ELSE i || 'a' END,
       pg_temp.words(i, 90), CASE WHEN i % 5 = 0 THEN 'Tussenkop ' || i % 7 ELSE '' END,
       pg_temp.words(i, 220),
       (ARRAY['in_progress', 'not_started', 'completed', 'stopped', 'in_progress'])
           [1 + pg_temp.pick(i, 2, 5)],
       (ARRAY['green', 'amber', 'red'])[1 + pg_temp.pick(i, 3, 3)],
       pg_temp.pick(i, 4, 101), '2026-Q3', '2026-10-10', 1, s.id,
       lower(pg_temp.words(i, 90))
FROM generate_series(1, pg_temp.actions()) i
JOIN actions_spearhead s ON s.id = 1 + pg_temp.pick(i, 1, 20);

INSERT INTO actions_trekker
    (id, version, revision, changed_at, source_document, source_section, source_first,
     source_last, source_also, position, role, as_printed, action_id, body_id,
     organisation_id)
SELECT 3 * (i - 1) + j, 1, 1, '2026-01-01Z', '000', 'Trekkers', 200 + i % 2000,
       200 + i % 2000, '[]', j, CASE WHEN j = 1 THEN 'trekker' ELSE 'partner' END,
       'Partij ' || j || ' zoals gedrukt', i,
       CASE WHEN i % 10 = 0 AND j = 1 THEN 1 + pg_temp.pick(i, 5, 7) END,
       CASE WHEN i % 10 = 0 AND j = 1 THEN NULL
            ELSE 1 + (pg_temp.pick(i, 6, 24) + j) % 24 END
FROM generate_series(1, pg_temp.actions()) i, generate_series(1, 3) j
WHERE j <= 1 + i % 3;

INSERT INTO actions_activity
    (id, version, revision, changed_at, source_document, source_section, source_first,
     source_last, source_also, ordinal, level, title, description, kind, state,
     action_id, search_text)
SELECT 4 * (i - 1) + j, 1, 1, '2026-01-01Z', '000', 'Acties', 300 + i % 2000,
       301 + i % 2000, '[]', j, 1 + j / 4, pg_temp.words(4 * i + j, 80),
       CASE WHEN j % 2 = 0 THEN pg_temp.words(4 * i + j, 150) ELSE '' END, 'activity',
       (ARRAY['open', 'done', 'dropped'])[1 + pg_temp.pick(4 * i + j, 7, 3)], i,
       lower(pg_temp.words(4 * i + j, 80))
FROM generate_series(1, pg_temp.actions()) i, generate_series(1, 4) j;

INSERT INTO actions_activityparty
    (id, version, revision, changed_at, position, role, activity_id, body_id,
     organisation_id)
SELECT i, 1, 1, '2026-01-01Z', 1, 'does', i, NULL, 1 + pg_temp.pick(i, 8, 24)
FROM generate_series(1, 4 * pg_temp.actions(), 2) i;

-- Quarter by quarter, some moved by half a year, some achieved.
INSERT INTO actions_milestone
    (id, version, revision, changed_at, source_document, source_section, source_first,
     source_last, source_also, position, kind, title, external, certainty, condition,
     original_start, original_end, original_precision, original_text,
     agreed_start, agreed_end, agreed_precision, agreed_text,
     expected_start, expected_end, expected_precision, expected_text,
     achieved_start, achieved_end, achieved_precision, achieved_text,
     shifts, action_id, programme_id, search_text)
SELECT id, 1, 1, '2026-01-01Z', '000', 'Planning', 400 + id % 2000, 400 + id % 2000,
       '[]', j, CASE WHEN j = 3 THEN 'result' ELSE 'done' END,
       pg_temp.words(id, 70), false, 'fixed', '',
       first, (first + interval '3 months')::date - 1, 'quarter',
       'kwartaal van ' || first,
       agreed, (agreed + interval '3 months')::date - 1, 'quarter',
       'kwartaal van ' || agreed,
       CASE WHEN open THEN agreed END,
       CASE WHEN open THEN (agreed + interval '3 months')::date - 1 END,
       CASE WHEN open THEN 'quarter' ELSE '' END,
       CASE WHEN open THEN 'kwartaal van ' || agreed ELSE '' END,
       CASE WHEN achieved THEN agreed END, CASE WHEN achieved THEN agreed END,
       CASE WHEN achieved THEN 'day' ELSE '' END,
       CASE WHEN achieved THEN agreed::text ELSE '' END,
       CASE WHEN agreed > first THEN 1 ELSE 0 END, i, 1, lower(pg_temp.words(id, 70))
FROM (
    SELECT i, j, id, first,
           CASE WHEN pg_temp.pick(id, 10, 4) = 0
                THEN (first + interval '6 months')::date ELSE first END AS agreed,
           pg_temp.pick(id, 11, 10) < 6 AS achieved,
           pg_temp.pick(id, 11, 10) = 6 AS open
    FROM (
        SELECT i, j, 3 * (i - 1) + j AS id,
               (date '2022-01-01'
                + pg_temp.pick(3 * i + j, 9, 24) * interval '3 months')::date AS first
        FROM generate_series(1, pg_temp.actions()) i, generate_series(1, 3) j
    ) planned
) dated;

INSERT INTO actions_milestoneowner
    (id, version, revision, changed_at, position, body_id, milestone_id,
     organisation_id)
SELECT i, 1, 1, '2026-01-01Z', 1, NULL, i, 1 + pg_temp.pick(i, 12, 24)
FROM generate_series(1, 3 * pg_temp.actions(), 2) i;

INSERT INTO progress_reportinground
    (id, version, revision, changed_at, quarter, opens_date, due_date, closed_date,
     is_fictitious, programme_id)
SELECT k, 1, 1, '2026-01-01Z', to_char(start, 'YYYY-"Q"Q'),
       (start + interval '2 months')::date, (start + interval '3 months')::date,
       CASE WHEN k < 8 THEN (start + interval '100 days')::date END, true, 1
FROM (
    SELECT k, (date '2024-10-01' + (k - 1) * interval '3 months')::date AS start
    FROM generate_series(1, 8) k
) rounds;

INSERT INTO progress_statusupdate
    (id, version, revision, changed_at, sequence, state, status, rag, progress_pct,
     confidence, risk, state_of_affairs, results, borging, borging_state, bottlenecks,
     next_steps, plain_language, override_reason, submitted_date, decided_date,
     is_fictitious, action_id, round_id)
SELECT 8 * (i - 1) + k, 1, 1, '2026-01-01Z', 1, 'accepted', a.status,
       (ARRAY['green', 'amber', 'red'])[1 + pg_temp.pick(i + 8 - k, 3, 3)],
       a.progress_pct * k / 8,
       (ARRAY['high', 'medium', 'low'])[1 + pg_temp.pick(i, 13, 3)], '',
       pg_temp.words(i + k, 200), '', '', 'planned', pg_temp.words(i, 80),
       '', pg_temp.words(i, 80), '', r.due_date, r.due_date + 10, true, i, k
FROM generate_series(1, pg_temp.actions()) i
JOIN actions_action a ON a.id = i
CROSS JOIN generate_series(1, 8) k
JOIN progress_reportinground r ON r.id = k;
