import { ManifestOnWire, problem } from "@kontor/protocol";
import type { Transaction } from "../db/database.ts";

/** What the plugins that said hello can do and ask for, by id. */
export async function pluginsOf(tx: Transaction): Promise<ManifestOnWire[]> {
	const rows = await tx.model.plugin.findMany({ orderBy: { id: "asc" } });
	return rows.map(({ manifest }) => ManifestOnWire.parse(manifest));
}

/** @throws ProblemError 400 when no host has introduced this plugin. */
export async function manifestOf(tx: Transaction, plugin: string): Promise<ManifestOnWire> {
	const row = await tx.model.plugin.findUnique({ where: { id: plugin } });
	if (row === null) {
		const issue = { path: "body.plugin", message: `no host serves "${plugin}"` };
		throw problem("INVALID_REQUEST", { detail: `${issue.path}: ${issue.message}`, issues: [issue] });
	}
	return ManifestOnWire.parse(row.manifest);
}
