CREATE TABLE `evaluations` (
	`model_id` integer PRIMARY KEY NOT NULL,
	`evaluation` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE cascade
);
