CREATE TABLE `blobs` (
	`sha256` text PRIMARY KEY NOT NULL,
	`content` blob NOT NULL
);
