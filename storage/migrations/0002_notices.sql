-- Warnings were English sentences; each becomes a notice of no code.
UPDATE `models` SET `warnings` = (
	SELECT json_group_array(json_object('code', '', 'values', json('{}'), 'message', value)) FROM json_each(`models`.`warnings`)
);
--> statement-breakpoint
-- Those hold such sentences too, and are made anew when they are asked for.
DELETE FROM `evaluations`;
