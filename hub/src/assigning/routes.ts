import type { Route } from "../http/route.ts";
import type { Hub } from "../hub.ts";

export function routes(_hub: Hub): readonly Route[] {
	return [];
}
