import type { Effect } from "@kontor/connector";
import type { Rig } from "./rig.ts";

/** One request of the connector on its way to the shop. */
interface Passing {
	readonly effect: Effect;
	/** 0 for the first request of this tap, and for the first of its effect. */
	readonly nth: number;
	readonly nthOfEffect: number;
	/** Hands the request to the shop. */
	readonly forward: () => Promise<Response>;
}

/** What happens to a request instead of simply reaching the shop. */
export type Intervene = (passing: Passing) => Promise<Response>;

/** A `fetch` to the rig's shop, with somebody in the line. Redirects are not followed, as by the host. */
export function tap(rig: Pick<Rig, "isWrite">, intervene: Intervene = ({ forward }) => forward()): typeof fetch {
	const count = { read: 0, write: 0 };
	return async (input, init) => {
		const request = new Request(input, { ...init, redirect: "manual" });
		const write = (await rig.isWrite?.(request.clone())) ?? !["GET", "HEAD"].includes(request.method);
		const effect = write ? "write" : "read";
		const nth = count.read + count.write;
		return intervene({ effect, nth, nthOfEffect: count[effect]++, forward: () => fetch(request) });
	};
}
