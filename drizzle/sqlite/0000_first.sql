CREATE TABLE `answers` (
	`quiz_id` integer NOT NULL,
	`position` integer NOT NULL,
	`question_id` text NOT NULL,
	`choice` integer NOT NULL,
	`right` integer NOT NULL,
	`answered_at` integer NOT NULL,
	PRIMARY KEY(`quiz_id`, `position`),
	FOREIGN KEY (`quiz_id`) REFERENCES `quizzes`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "answers_place" CHECK("answers"."position" >= 0 and "answers"."choice" >= 0),
	CONSTRAINT "answers_right" CHECK("answers"."right" in (0, 1))
);
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`enrolment_id` integer NOT NULL,
	`omitted` integer NOT NULL,
	`claimed_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`failure` text,
	`sent_at` integer,
	`message_id` text,
	FOREIGN KEY (`enrolment_id`) REFERENCES `enrolments`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "deliveries_nonce" CHECK(length("deliveries"."id") between 1 and 25),
	CONSTRAINT "deliveries_counts" CHECK("deliveries"."omitted" >= 0 and "deliveries"."attempts" >= 0)
);
--> statement-breakpoint
CREATE INDEX `deliveries_unsent` ON `deliveries` (`next_attempt_at`,`id`) WHERE "deliveries"."sent_at" is null;--> statement-breakpoint
CREATE INDEX `deliveries_enrolment` ON `deliveries` (`enrolment_id`);--> statement-breakpoint
CREATE TABLE `delivery_occurrences` (
	`reminder_id` integer NOT NULL,
	`due_at` integer NOT NULL,
	`delivery_id` text NOT NULL,
	`rule` text NOT NULL,
	PRIMARY KEY(`reminder_id`, `due_at`),
	FOREIGN KEY (`delivery_id`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `delivery_occurrences_delivery` ON `delivery_occurrences` (`delivery_id`);--> statement-breakpoint
CREATE TABLE `enrolments` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`guild_id` text NOT NULL,
	`user_id` text NOT NULL,
	`course_id` text NOT NULL,
	`time_zone` text NOT NULL,
	`hidden` integer DEFAULT false NOT NULL,
	`joined_at` integer NOT NULL,
	`activated_at` integer NOT NULL,
	`left_at` integer,
	`direct_messages_closed_at` integer,
	`told_of_closed_direct_messages` integer DEFAULT false NOT NULL,
	CONSTRAINT "enrolments_hidden" CHECK("enrolments"."hidden" in (0, 1)),
	CONSTRAINT "enrolments_told" CHECK("enrolments"."told_of_closed_direct_messages" in (0, 1))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `enrolments_member` ON `enrolments` (`guild_id`,`user_id`,`course_id`);--> statement-breakpoint
CREATE INDEX `enrolments_active` ON `enrolments` (`guild_id`,`course_id`) WHERE "enrolments"."left_at" is null;--> statement-breakpoint
CREATE TABLE `lesson_progress` (
	`enrolment_id` integer NOT NULL,
	`lesson_id` text NOT NULL,
	`started_at` integer,
	`completed_at` integer,
	PRIMARY KEY(`enrolment_id`, `lesson_id`),
	FOREIGN KEY (`enrolment_id`) REFERENCES `enrolments`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "lesson_progress_met" CHECK("lesson_progress"."started_at" is not null or "lesson_progress"."completed_at" is not null)
);
--> statement-breakpoint
CREATE TABLE `quizzes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`enrolment_id` integer NOT NULL,
	`lesson_id` text,
	`question_ids` text NOT NULL,
	`started_at` integer NOT NULL,
	FOREIGN KEY (`enrolment_id`) REFERENCES `enrolments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `quizzes_enrolment` ON `quizzes` (`enrolment_id`);--> statement-breakpoint
CREATE TABLE `reminders` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`enrolment_id` integer NOT NULL,
	`rule` text NOT NULL,
	`rule_key` text NOT NULL,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`enrolment_id`) REFERENCES `enrolments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reminders_rule` ON `reminders` (`enrolment_id`,`rule_key`);--> statement-breakpoint
CREATE INDEX `reminders_due` ON `reminders` (`due_at`);--> statement-breakpoint
CREATE TABLE `review_cards` (
	`enrolment_id` integer NOT NULL,
	`question_id` text NOT NULL,
	`due_at` integer NOT NULL,
	`stability` real NOT NULL,
	`difficulty` real NOT NULL,
	`state` integer NOT NULL,
	`learning_steps` integer NOT NULL,
	`repetitions` integer NOT NULL,
	`lapses` integer NOT NULL,
	`last_review_at` integer,
	PRIMARY KEY(`enrolment_id`, `question_id`),
	FOREIGN KEY (`enrolment_id`) REFERENCES `enrolments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `ticks` (
	`enrolment_id` integer NOT NULL,
	`kind` text NOT NULL,
	`item_id` text NOT NULL,
	`ticked_at` integer NOT NULL,
	PRIMARY KEY(`enrolment_id`, `kind`, `item_id`),
	FOREIGN KEY (`enrolment_id`) REFERENCES `enrolments`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "ticks_kind" CHECK("ticks"."kind" in ('extra', 'video', 'item'))
);
