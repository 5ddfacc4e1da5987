CREATE TABLE `datasets` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`file_id` integer NOT NULL,
	`rows` integer NOT NULL,
	`columns` text NOT NULL,
	`target` text,
	`source` text NOT NULL,
	`source_kind` text NOT NULL,
	`preprocessing` text NOT NULL,
	`profile` text NOT NULL,
	`row_marks` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `files` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `files_sha256` ON `files` (`sha256`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`key` text PRIMARY KEY NOT NULL,
	`fingerprint` text NOT NULL,
	`status` integer NOT NULL,
	`body` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `models` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`model_type` text NOT NULL,
	`engine` text NOT NULL,
	`version` text NOT NULL,
	`file_id` integer NOT NULL,
	`dataset_id` integer NOT NULL,
	`test_dataset_id` integer,
	`run_id` integer NOT NULL,
	`hyperparameters` text NOT NULL,
	`features` text NOT NULL,
	`target` text NOT NULL,
	`classes` text NOT NULL,
	`preprocessing` text NOT NULL,
	`metrics` text NOT NULL,
	`accuracy` real,
	`roc_auc` real,
	`f1` real,
	`log_loss` real,
	`feature_importance` text,
	`warnings` text NOT NULL,
	`seed` integer NOT NULL,
	`test_size` real NOT NULL,
	`threshold` real,
	`fingerprint` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`test_dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `models_name_unique` ON `models` (`name`);--> statement-breakpoint
CREATE INDEX `models_dataset` ON `models` (`dataset_id`);--> statement-breakpoint
CREATE TABLE `run_events` (
	`run_id` integer NOT NULL,
	`sequence` integer NOT NULL,
	`event` text NOT NULL,
	`data` text NOT NULL,
	PRIMARY KEY(`run_id`, `sequence`),
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `runs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`progress` real NOT NULL,
	`stage` text NOT NULL,
	`message` text NOT NULL,
	`dataset_id` integer,
	`model_id` integer,
	`parameters` text NOT NULL,
	`result` text,
	`result_file_id` integer,
	`error` text,
	`attempt` integer NOT NULL,
	`request_id` text NOT NULL,
	`created_at` text NOT NULL,
	`started_at` text,
	`finished_at` text,
	`duration_ms` real,
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`result_file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `runs_status` ON `runs` (`status`);--> statement-breakpoint
CREATE INDEX `runs_dataset` ON `runs` (`dataset_id`);--> statement-breakpoint
CREATE INDEX `runs_model` ON `runs` (`model_id`);