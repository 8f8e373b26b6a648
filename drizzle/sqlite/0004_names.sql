ALTER TABLE `enrolments` ADD `display_name` text;--> statement-breakpoint
ALTER TABLE `enrolments` ADD `named_at` integer;