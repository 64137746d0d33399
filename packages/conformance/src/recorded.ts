import type { Connector } from "@kontor/connector";
import type { Evidence } from "./canaries.ts";

/** The same connector, with everything it answers and throws kept as evidence. */
export function recorded(connector: Connector, evidence: Evidence[]): Connector {
	async function keep<T>(from: string, answer: Promise<T>): Promise<T> {
		try {
			const value = await answer;
			evidence.push({ from, value });
			return value;
		} catch (error) {
			evidence.push({ from: `${from} (thrown)`, value: error });
			throw error;
		}
	}
	async function* keepEach<T>(from: string, pages: AsyncIterable<T>): AsyncIterable<T> {
		const iterator = pages[Symbol.asyncIterator]();
		try {
			for (;;) {
				const page = await keep(from, iterator.next());
				if (page.done) return;
				yield page.value;
			}
		} finally {
			await iterator.return?.();
		}
	}
	const receive = connector.receive?.bind(connector);
	const watchWebhooks = connector.watchWebhooks?.bind(connector);
	const document = connector.document?.bind(connector);
	const find = connector.find?.bind(connector);
	const payout = connector.payout?.bind(connector);
	return {
		...connector,
		check: (ctx) => keep("check", connector.check(ctx)),
		describe: (ctx) => keep("describe", connector.describe(ctx)),
		pull: (ctx, since) => keepEach("pull", connector.pull(ctx, since)),
		listOpen: (ctx) => keepEach("listOpen", connector.listOpen(ctx)),
		read: (ctx, ref) => keep("read", connector.read(ctx, ref)),
		execute: (ctx, command) => keep(`execute ${command.kind}`, connector.execute(ctx, command)),
		...(receive && { receive: (ctx, raw) => keep("receive", receive(ctx, raw)) }),
		...(watchWebhooks && { watchWebhooks: (ctx) => keep("watchWebhooks", watchWebhooks(ctx)) }),
		...(find && { find: (ctx, number) => keep("find", find(ctx, number)) }),
		...(payout && { payout: (ctx, question) => keep("payout", payout(ctx, question)) }),
		...(document && { document: (ctx, ref, id) => keep("document", document(ctx, ref, id)) }),
	};
}
