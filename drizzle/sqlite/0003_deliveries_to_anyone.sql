CREATE TABLE `occurrences` (
	`schedule_id` integer NOT NULL,
	`due_at` integer NOT NULL,
	`delivery_id` text NOT NULL,
	PRIMARY KEY(`schedule_id`, `due_at`),
	FOREIGN KEY (`delivery_id`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `occurrences_delivery` ON `occurrences` (`delivery_id`);--> statement-breakpoint
CREATE TABLE `responses` (
	`quiz_id` integer NOT NULL,
	`position` integer NOT NULL,
	`question_id` text NOT NULL,
	`choices` text NOT NULL,
	`right` integer NOT NULL,
	`answered_at` integer NOT NULL,
	PRIMARY KEY(`quiz_id`, `position`),
	FOREIGN KEY (`quiz_id`) REFERENCES `quizzes`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "responses_position" CHECK("responses"."position" >= 0),
	CONSTRAINT "responses_right" CHECK("responses"."right" in (0, 1))
);
--> statement-breakpoint
CREATE TABLE `schedules` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`enrolment_id` integer,
	`guild_id` text,
	`channel_id` text,
	`course_id` text,
	`time_zone` text,
	`rule` text NOT NULL,
	`rule_key` text NOT NULL,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`enrolment_id`) REFERENCES `enrolments`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "schedules_owner" CHECK(case when "schedules"."enrolment_id" is null
        then "schedules"."guild_id" is not null and "schedules"."channel_id" is not null and "schedules"."time_zone" is not null
        else coalesce("schedules"."guild_id", "schedules"."channel_id", "schedules"."course_id", "schedules"."time_zone") is null end)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `schedules_learner` ON `schedules` (`enrolment_id`,`rule_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `schedules_server` ON `schedules` (`guild_id`,`channel_id`,`rule_key`);--> statement-breakpoint
CREATE INDEX `schedules_due` ON `schedules` (`due_at`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
INSERT INTO `responses`("quiz_id", "position", "question_id", "choices", "right", "answered_at") SELECT "quiz_id", "position", "question_id", "choices", "right", "answered_at" FROM `answers`;--> statement-breakpoint
INSERT INTO `schedules`("id", "enrolment_id", "rule", "rule_key", "due_at", "created_at") SELECT "id", "enrolment_id", "rule", "rule_key", "due_at", "created_at" FROM `reminders`;--> statement-breakpoint
DELETE FROM sqlite_sequence WHERE name = 'schedules';--> statement-breakpoint
INSERT INTO sqlite_sequence(name, seq) SELECT 'schedules', seq FROM sqlite_sequence WHERE name = 'reminders';--> statement-breakpoint
INSERT INTO `occurrences`("schedule_id", "due_at", "delivery_id") SELECT "reminder_id", "due_at", "delivery_id" FROM `delivery_occurrences`;--> statement-breakpoint
CREATE TABLE `__new_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`guild_id` text NOT NULL,
	`user_id` text,
	`channel_id` text,
	`enrolment_id` integer,
	`payload` text NOT NULL,
	`claimed_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`leased_by` text,
	`failure` text,
	`sent_at` integer,
	`sent_channel_id` text,
	`message_id` text,
	FOREIGN KEY (`enrolment_id`) REFERENCES `enrolments`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "deliveries_nonce" CHECK(length("__new_deliveries"."id") between 1 and 25),
	CONSTRAINT "deliveries_attempts" CHECK("__new_deliveries"."attempts" >= 0),
	CONSTRAINT "deliveries_recipient" CHECK(("__new_deliveries"."user_id" is null) = ("__new_deliveries"."channel_id" is not null))
);
--> statement-breakpoint
INSERT INTO `__new_deliveries`("id", "guild_id", "user_id", "enrolment_id", "payload", "claimed_at", "attempts", "next_attempt_at", "failure", "sent_at", "message_id")
SELECT d."id", e."guild_id", e."user_id", d."enrolment_id",
	json_object(
		'kind', 'reminder',
		'enrolmentId', d."enrolment_id",
		'occurrences', json((
			SELECT json_group_array(json_object('scheduleId', o."reminder_id", 'dueAt', o."due_at", 'rule', json(o."rule")))
			FROM (SELECT * FROM `delivery_occurrences` WHERE "delivery_id" = d."id" ORDER BY "due_at", "reminder_id") o
		)),
		'omitted', d."omitted"
	),
	d."claimed_at", d."attempts", d."next_attempt_at", d."failure", d."sent_at", d."message_id"
FROM `deliveries` d JOIN `enrolments` e ON e."id" = d."enrolment_id";--> statement-breakpoint
DROP TABLE `answers`;--> statement-breakpoint
DROP TABLE `delivery_occurrences`;--> statement-breakpoint
DROP TABLE `reminders`;--> statement-breakpoint
DROP TABLE `deliveries`;--> statement-breakpoint
ALTER TABLE `__new_deliveries` RENAME TO `deliveries`;--> statement-breakpoint
CREATE INDEX `deliveries_unsent` ON `deliveries` (`next_attempt_at`,`id`) WHERE "deliveries"."sent_at" is null;--> statement-breakpoint
CREATE INDEX `deliveries_learner` ON `deliveries` (`enrolment_id`);--> statement-breakpoint
CREATE INDEX `deliveries_channel` ON `deliveries` (`channel_id`) WHERE "deliveries"."sent_at" is null;--> statement-breakpoint
CREATE TABLE `__new_server_courses` (
	`guild_id` text NOT NULL,
	`course_id` text NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`text_version` integer DEFAULT 0 NOT NULL,
	`mode` text DEFAULT 'guided' NOT NULL,
	`archived` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`guild_id`, `course_id`),
	CONSTRAINT "server_courses_mode" CHECK("__new_server_courses"."mode" in ('guided', 'open')),
	CONSTRAINT "server_courses_text" CHECK("__new_server_courses"."text_version" between 0 and "__new_server_courses"."version"),
	CONSTRAINT "server_courses_archived" CHECK("__new_server_courses"."archived" in (0, 1))
);
--> statement-breakpoint
INSERT INTO `__new_server_courses`("guild_id", "course_id", "version", "text_version", "mode", "archived") SELECT "guild_id", "course_id", "version", "source", "mode", "archived" FROM `server_courses`;--> statement-breakpoint
DROP TABLE `server_courses`;--> statement-breakpoint
ALTER TABLE `__new_server_courses` RENAME TO `server_courses`;--> statement-breakpoint
PRAGMA foreign_keys=ON;
