CREATE TABLE `left_servers` (
	`guild_id` text PRIMARY KEY NOT NULL,
	`left_at` integer NOT NULL
);
--> statement-breakpoint
DROP INDEX `deliveries_unsent`;--> statement-breakpoint
DROP INDEX `deliveries_channel`;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `held_since` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `uncertain_since` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `ended_at` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `fate` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `named_in` text;--> statement-breakpoint
CREATE INDEX `deliveries_open` ON `deliveries` (`enrolment_id`) WHERE "deliveries"."sent_at" is null and "deliveries"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `deliveries_missed` ON `deliveries` (`enrolment_id`) WHERE "deliveries"."ended_at" is not null and "deliveries"."named_in" is null;--> statement-breakpoint
CREATE INDEX `deliveries_naming` ON `deliveries` (`named_in`) WHERE "deliveries"."named_in" is not null;--> statement-breakpoint
CREATE INDEX `deliveries_unsent` ON `deliveries` (`next_attempt_at`,`id`) WHERE "deliveries"."sent_at" is null and "deliveries"."ended_at" is null and "deliveries"."held_since" is null;--> statement-breakpoint
CREATE INDEX `deliveries_channel` ON `deliveries` (`channel_id`) WHERE "deliveries"."sent_at" is null and "deliveries"."ended_at" is null;--> statement-breakpoint
DROP INDEX `schedules_due`;--> statement-breakpoint
ALTER TABLE `schedules` ADD `held_since` integer;--> statement-breakpoint
CREATE INDEX `schedules_due` ON `schedules` (`due_at`) WHERE "schedules"."held_since" is null;--> statement-breakpoint
ALTER TABLE `enrolments` ADD `direct_channel_id` text;--> statement-breakpoint
ALTER TABLE `enrolments` ADD `refusal` text;--> statement-breakpoint
UPDATE `schedules` SET `held_since` = (SELECT coalesce(e."left_at", e."direct_messages_closed_at") FROM `enrolments` e WHERE e."id" = "schedules"."enrolment_id");--> statement-breakpoint
UPDATE `deliveries` SET `held_since` = (SELECT coalesce(e."left_at", e."direct_messages_closed_at") FROM `enrolments` e WHERE e."id" = "deliveries"."enrolment_id") WHERE `sent_at` IS NULL;--> statement-breakpoint
UPDATE `deliveries` SET `uncertain_since` = `claimed_at` WHERE `sent_at` IS NULL AND (`attempts` > 0 OR `leased_by` IS NOT NULL);
