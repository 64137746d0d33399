import { secretForms } from "@kontor/host";
import { assert } from "vitest";
import { assertNoSecret } from "../canaries.ts";
import type { Check } from "../check.ts";
import { tap } from "../http-tap.ts";
import { INJECTED_FAULTS } from "../injected-faults.ts";
import { pulled } from "../reading.ts";

const group = "secrets";

/** Besides these, everything that any other check sees is searched after it. */
export const secretChecks: readonly Check[] = [
	{
		group,
		name: "there is one to look for",
		async run({ rig }) {
			assert(secretForms(rig.secrets).length > 0, "Rig.secrets holds no text of six characters or more");
		},
	},
	{
		group,
		name: "refused ones stand in no error, log or answer",
		async run(bench) {
			const { manifest } = bench.connector;
			const secrets = manifest.secrets.parse(bench.rig.wrongSecrets);
			const ref = await bench.place();
			const refused = { ...bench, context: () => bench.context({ secrets }) };
			await bench.connector.check(refused.context()).catch(() => {});
			await bench.connector.read(refused.context(), ref).catch(() => {});
			await pulled(refused, null).catch(() => {});
			assertNoSecret(bench.evidence, secretForms(bench.rig.wrongSecrets));
		},
	},
	{
		group,
		name: "none stands in an error when the shop's answer repeats it",
		async run(bench) {
			const ref = await bench.place();
			const said = JSON.stringify(bench.rig.secrets);
			const answers = [
				() => new Response(said, { status: 500 }),
				() => new Response(said, { status: 400 }),
				() => new Response(`<html>${said}</html>`, { status: 200 }),
			];
			for (const answer of answers) {
				const http = tap(bench.rig, async () => answer());
				await bench.connector.read(bench.context({ http }), ref).catch(() => {});
			}
			for (const injected of INJECTED_FAULTS) {
				const http = tap(bench.rig, async () => injected.answer());
				await bench.connector.check(bench.context({ http })).catch(() => {});
			}
			assertNoSecret(bench.evidence, secretForms(bench.rig.secrets));
		},
	},
];
