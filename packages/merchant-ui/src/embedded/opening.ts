import type { AdminFrame } from "@kontor/connector";
import { call } from "@kontor/protocol/client";
import { EmbeddedSession } from "@kontor/protocol/embedded";
import { openLinkedSession } from "@kontor/protocol/page-links";
import { Problem, ProblemError } from "@kontor/protocol/problem";
import { refusedPlainly } from "../api/refusal.ts";

/** How the page comes to a session. */
export interface Opening {
	/** Whether another one can be opened now, without the merchant. */
	readonly renews: boolean;
	/** @throws ProblemError that says what the merchant can do, or what `fetch` throws where there is no answer */
	open(): Promise<EmbeddedSession>;
	/** What he reads when a session is over and does not renew. */
	readonly over: "sessionOver" | "linkOver";
}

/** By what the shop's admin signed. @param exchange null: no host can be reached */
export function byShop(exchange: string | null, frame: AdminFrame): Opening {
	return {
		renews: frame.renews,
		over: "sessionOver",
		async open() {
			if (exchange === null) throw refusedPlainly("noHost");
			const { query, headers } = await frame.proof();
			const answer = await fetch(`${exchange}${query}`, { method: "POST", headers, credentials: "omit" });
			const body: unknown = await answer.json().catch(() => null);
			if (answer.ok) return EmbeddedSession.parse(body);
			const problem = Problem.safeParse(body);
			throw problem.success ? new ProblemError(problem.data) : refusedPlainly("unreachable");
		},
	};
}

/**
 * By a link of the merchant's: what stands behind the `#` of the page's address, taken away once it is used. Another link
 * opened in the same tab changes nothing but that part, so the page stays as it is, with all that is not saved.
 */
export function byLink(): Opening {
	const link = () => location.hash.slice(1);
	return {
		get renews() {
			return link() !== "";
		},
		over: "linkOver",
		async open() {
			if (link() === "") throw refusedPlainly("noLink");
			const session = await call({ baseUrl: location.origin }, openLinkedSession, { body: { link: link() } });
			history.replaceState(null, "", location.pathname);
			return session;
		},
	};
}
