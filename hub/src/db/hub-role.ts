import { createHmac } from "node:crypto";
import { Client, escapeIdentifier, escapeLiteral } from "pg";

/**
 * Makes the login with which the hub works: member of `kontor_hub`, owner of nothing, bound by row level security.
 * Its password follows from the hub's secret key, so that every hub process of an installation knows it.
 * Returns the URL to connect with.
 */
export async function provideHubLogin(ownerUrl: string, secretKey: Uint8Array): Promise<string> {
	const url = new URL(ownerUrl);
	const database = decodeURIComponent(url.pathname.slice(1));
	const login = `${database}_hub`.slice(0, 63);
	const password = createHmac("sha256", secretKey).update(`database login ${login}`).digest("base64url");
	const client = new Client({ connectionString: ownerUrl });
	await client.connect();
	try {
		// Two processes that change a role at once get an error from PostgreSQL.
		await client.query("SELECT pg_advisory_lock(hashtext('kontor hub login'))");
		const role = escapeIdentifier(login);
		await client.query(
			`DO $$ BEGIN CREATE ROLE ${role} LOGIN NOBYPASSRLS IN ROLE kontor_hub;
			 EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
		);
		await client.query(`ALTER ROLE ${role} PASSWORD ${escapeLiteral(password)}`);
	} finally {
		await client.end();
	}
	url.username = encodeURIComponent(login);
	url.password = encodeURIComponent(password);
	return url.href;
}

/**
 * Refuses a login that could look past row level security: then one forgotten condition would show one merchant's
 * data to another (I6).
 * @throws Error saying which right is too much.
 */
export async function assertBoundLogin(hubUrl: string): Promise<void> {
	const client = new Client({ connectionString: hubUrl });
	await client.connect();
	try {
		const { rows } = await client.query<{ super: boolean; bypass: boolean; owns: boolean }>(
			`SELECT rolsuper AS super, rolbypassrls AS bypass,
			        EXISTS (SELECT FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND pg_has_role(r.oid, c.relowner, 'usage')) AS owns
			   FROM pg_roles r WHERE rolname = current_user`,
		);
		const [role] = rows;
		if (role === undefined || role.super || role.bypass || role.owns) {
			const surplus = role?.super ? "is a superuser" : role?.bypass ? "may bypass row level security" : "owns tables";
			throw new Error(`the hub's database login ${surplus}; give it one that is only a member of kontor_hub`);
		}
	} finally {
		await client.end();
	}
}
