import { readApps, variableOf } from "@kontor/host";
import { connector } from "../src/connector.ts";
import { manifest } from "../src/manifest.ts";
import { createSigningKey } from "../src/signing-key.ts";

/** For the operator, once in three years: `pnpm signing-key` prints the two variables that signed calls need. */
const apps = await readApps(process.env, [connector]);
const app = manifest.app.safeParse(apps[manifest.id] ?? {});
if (!app.success) {
	console.error(
		`set up first: ${app.error.issues.map(({ path }) => variableOf(manifest.id, path.join("."))).join(", ")}`,
	);
	process.exitCode = 1;
} else {
	const caller = { app: app.data, http: fetch, signal: AbortSignal.timeout(30_000), now: () => new Date() };
	const { signingKey, signingJwe, validUntil } = await createSigningKey({}, caller);
	console.log(`${variableOf(manifest.id, "signingKey")}=${signingKey}`);
	console.log(`${variableOf(manifest.id, "signingJwe")}=${signingJwe}`);
	console.error(`valid until ${validUntil.toISOString().slice(0, 10)}; eBay does not show the private key again`);
}
