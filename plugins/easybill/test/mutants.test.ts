import { failures, type Rig } from "@kontor/conformance";
import { type Connector, OrderRef, type RawRequest } from "@kontor/connector";
import { describe, expect, it } from "vitest";
import { tokenOf } from "../src/deliveries.ts";
import { buildRig } from "./rig.ts";

type Receive = NonNullable<Connector["receive"]>;

const BY_ADDRESS =
	"webhooks: proven by its address alone, it is refused at another, and brings nothing but what the shop says";

/** Mistakes that only a connector whose webhooks nobody signs can make, and what the suite then says. */
const MUTANTS: readonly { mistake: string; caughtBy: string; because: string; receive: (right: Receive) => Receive }[] =
	[
		{
			mistake: "any address is good enough",
			caughtBy: BY_ADDRESS,
			because: "accepted: without the token",
			receive: (right) => (ctx, raw) => right(ctx, proven(raw, ctx.webhook?.keys[0])),
		},
		{
			mistake: "a part of the token is good enough",
			caughtBy: BY_ADDRESS,
			because: "accepted: with a part of the token",
			receive: (right) => (ctx, raw) => {
				const given = new URL(raw.url, "http://x").searchParams.get("token") ?? "-";
				const key = ctx.webhook?.keys.find((one) => given !== "" && tokenOf(one).startsWith(given));
				return right(ctx, key === undefined ? raw : proven(raw, key));
			},
		},
		{
			mistake: "the body is believed",
			caughtBy: BY_ADDRESS,
			because: "whatever the body says",
			receive: (right) => async (ctx, raw) => {
				const delivery = await right(ctx, raw);
				const orders = delivery.orders.map((order) => ({ ...order, amount: { ...order.amount, minor: 1 } }));
				return { ...delivery, orders };
			},
		},
		{
			mistake: "what changed is not named",
			caughtBy: "webhooks: signed with the newest or an older key it names the order",
			because: "to include",
			receive: () => async () => ({ orders: [], changed: [OrderRef.parse("1")] }),
		},
	];

describe("the suite catches a connector in which", () => {
	it.each(MUTANTS)("$mistake", async ({ caughtBy, because, receive }) => {
		const build = async (): Promise<Rig> => {
			const rig = await buildRig();
			const right = rig.connector.receive?.bind(rig.connector);
			if (right === undefined) throw new Error("the connector receives webhooks");
			return { ...rig, connector: { ...rig.connector, receive: receive(right) } };
		};
		const found = await failures(build, (title) => title === caughtBy);
		expect(found).toEqual([{ title: caughtBy, reason: expect.stringContaining(because) }]);
	});
});

function proven(raw: RawRequest, key = ""): RawRequest {
	return { ...raw, url: `/webhooks/x?token=${tokenOf(key)}` };
}
