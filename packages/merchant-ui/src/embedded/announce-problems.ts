import type { AdminFrame } from "@kontor/connector";
import { getConnection } from "@kontor/protocol/connections";
import type { HubApi } from "../api/hub.ts";
import { browserLanguage } from "../words/language.tsx";
import type { PageSession } from "./session.ts";

const TOLD = "kontor:told";

/** What needs the merchant, said where he is anyhow: once for each visit of his admin. */
export async function announceProblems(session: PageSession, hub: HubApi, frame: AdminFrame): Promise<void> {
	if (frame.notify === undefined) return;
	const { connection: id, language } = await session.current();
	const connection = await hub.call(getConnection, { params: { connection: id } });
	const told = new Set(kept());
	for (const { code, text } of connection.problems.filter((problem) => !told.has(problem.code))) {
		await frame.notify({
			kind: "warning",
			title: `Kontor: ${connection.name}`,
			text: text[language ?? browserLanguage()],
		});
		told.add(code);
	}
	keep([...told]);
}

/** A browser that keeps nothing in frames is told again. */
function kept(): string[] {
	try {
		return JSON.parse(sessionStorage.getItem(TOLD) ?? "[]") as string[];
	} catch {
		return [];
	}
}

function keep(codes: readonly string[]): void {
	try {
		sessionStorage.setItem(TOLD, JSON.stringify(codes));
	} catch {
		// Told again next time.
	}
}
