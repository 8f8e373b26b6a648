CREATE TABLE `course_drafts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`guild_id` text NOT NULL,
	`course_id` text NOT NULL,
	`markdown` text NOT NULL,
	`imported_at` integer NOT NULL,
	`imported_by` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `course_drafts_course` ON `course_drafts` (`guild_id`,`course_id`);--> statement-breakpoint
CREATE TABLE `course_versions` (
	`guild_id` text NOT NULL,
	`course_id` text NOT NULL,
	`number` integer NOT NULL,
	`markdown` text,
	`restored` integer,
	`draft_id` integer,
	`published_at` integer NOT NULL,
	`published_by` text NOT NULL,
	PRIMARY KEY(`guild_id`, `course_id`, `number`),
	CONSTRAINT "course_versions_text" CHECK(("course_versions"."markdown" is null) = ("course_versions"."restored" is not null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `course_versions_draft` ON `course_versions` (`draft_id`);--> statement-breakpoint
CREATE TABLE `server_courses` (
	`guild_id` text NOT NULL,
	`course_id` text NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`source` integer DEFAULT 0 NOT NULL,
	`mode` text DEFAULT 'guided' NOT NULL,
	`archived` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`guild_id`, `course_id`),
	CONSTRAINT "server_courses_mode" CHECK("server_courses"."mode" in ('guided', 'open')),
	CONSTRAINT "server_courses_source" CHECK("server_courses"."source" between 0 and "server_courses"."version"),
	CONSTRAINT "server_courses_archived" CHECK("server_courses"."archived" in (0, 1))
);
