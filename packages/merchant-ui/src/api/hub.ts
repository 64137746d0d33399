import { type CallOptions, call } from "@kontor/protocol/client";
import { ProblemError } from "@kontor/protocol/problem";
import type * as z from "zod";
import type { PageSession } from "../embedded/session.ts";

type Operation = Parameters<typeof call>[1];
type Given<O extends Operation> = Parameters<typeof call<O>>[2];
type Result<O extends Operation> = z.infer<O["result"]>;

/** The hub as the page calls it: every operation by its schemas. */
export interface HubApi {
	/** @throws ProblemError, or what `fetch` throws where there is no answer */
	call<O extends Operation>(operation: O, given: Given<O>, options?: CallOptions): Promise<Result<O>>;
}

/** By the session of the page in the shop's admin. One that ended early (a hub that lost it) is renewed once. */
export function hubBySession(session: PageSession): HubApi {
	return {
		async call(operation, given, options) {
			const current = await session.current();
			const by = (key: string) => call({ baseUrl: location.origin, key }, operation, given, options);
			try {
				return await by(current.key);
			} catch (error) {
				if (!(error instanceof ProblemError) || error.problem.code !== "NO_CREDENTIAL") throw error;
				return by((await session.renewed(current)).key);
			}
		},
	};
}
