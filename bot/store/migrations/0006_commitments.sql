-- A reply holds several commitments, and each knows whether its author was asked when it is due. Before, an answer was
-- one; those that wait for their author's yes stand in the session's state.
UPDATE answers SET body = json_set(body, '$.value', json_object(
    'commitments', json_array(json_remove(json_extract(body, '$.value'), '$.kind')), 'kind', 'commitment'))
  WHERE json_extract(body, '$.value.kind') = 'commitment';
UPDATE sessions SET state = json_set(state, '$.held', (
    SELECT json_group_array(CASE json_extract(value, '$.value.kind')
      WHEN 'commitment' THEN json_set(value, '$.value', json_object(
        'commitments', json_array(json_remove(json_extract(value, '$.value'), '$.kind')), 'kind', 'commitment'))
      ELSE json(value) END)
    FROM (SELECT value FROM json_each(state, '$.held') ORDER BY key)))
  WHERE json_array_length(state, '$.held') > 0;
