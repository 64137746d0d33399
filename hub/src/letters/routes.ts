import { getLetterService, putLetterService, sendMessageAsLetter } from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import type { Route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { sendAsLetter } from "./as-letter.ts";
import { serviceState, setService } from "./sending-service.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, getLetterService, (tx) => serviceState(hub, tx)),
		merchantRoute(hub, putLetterService, (tx, { body }) => setService(hub, tx, body)),
		merchantRoute(hub, sendMessageAsLetter, (tx, { params }) => sendAsLetter(hub, tx, params.message)),
	];
}
