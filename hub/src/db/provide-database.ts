import { join } from "node:path";
import type { HubEnvironment } from "../env.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { provideHubLogin } from "./hub-role.ts";
import { migrate } from "./migrate.ts";

export interface ProvidedDatabase {
	/** Of the hub's own login. */
	readonly url: string;
	/** Null where the operator brought his own. */
	readonly embedded: EmbeddedPostgres | null;
}

/** A database that is up to date, and the hub's own login to it: the operator's, or the embedded one. */
export async function provideDatabase(env: HubEnvironment): Promise<ProvidedDatabase> {
	if (env.hubUrl !== null && env.ownerUrl === null) return { url: env.hubUrl, embedded: null };
	const embedded = env.ownerUrl === null ? await startEmbeddedPostgres(join(env.home, "postgres")) : null;
	const ownerUrl = env.ownerUrl ?? embedded?.url ?? "";
	await migrate(ownerUrl);
	return { url: env.hubUrl ?? (await provideHubLogin(ownerUrl, env.secretKey)), embedded };
}
