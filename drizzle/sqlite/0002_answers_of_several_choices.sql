PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_answers` (
	`quiz_id` integer NOT NULL,
	`position` integer NOT NULL,
	`question_id` text NOT NULL,
	`choices` text NOT NULL,
	`right` integer NOT NULL,
	`answered_at` integer NOT NULL,
	PRIMARY KEY(`quiz_id`, `position`),
	FOREIGN KEY (`quiz_id`) REFERENCES `quizzes`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "answers_place" CHECK("__new_answers"."position" >= 0),
	CONSTRAINT "answers_right" CHECK("__new_answers"."right" in (0, 1))
);
--> statement-breakpoint
INSERT INTO `__new_answers`("quiz_id", "position", "question_id", "choices", "right", "answered_at") SELECT "quiz_id", "position", "question_id", json_array("choice"), "right", "answered_at" FROM `answers`;--> statement-breakpoint
DROP TABLE `answers`;--> statement-breakpoint
ALTER TABLE `__new_answers` RENAME TO `answers`;--> statement-breakpoint
PRAGMA foreign_keys=ON;