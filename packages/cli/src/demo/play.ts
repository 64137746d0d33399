import { formatMoney, parseMoney, type Text } from "@kontor/connector";
import { call, type ImportReport, importStatement, listOrders } from "@kontor/protocol";
import type { Language } from "../language.ts";
import { reportText } from "../remote/import.ts";
import { reviewTable } from "../remote/review.ts";
import { dim } from "../terminal/style.ts";
import { bankFile, LAST_DAY } from "./bank-files.ts";
import { connectShop, type DemoMerchant } from "./merchant.ts";
import { ORDERS, POSTINGS } from "./script.ts";
import { differs, settled } from "./settled.ts";
import { INDENT, type Stages } from "./stages.ts";
import { assignmentTable, shopTable } from "./tables.ts";
import { until } from "./until.ts";
import type { World } from "./world.ts";

/** From the shop's connection to what it says in the end. Gives what is not as the script says. */
export async function play(
	world: World,
	merchant: DemoMerchant,
	stages: Stages,
	language: Language,
): Promise<string[]> {
	await stages.run(TITLES.connect, async () => {
		const { description } = await connectShop(merchant, world);
		const [methods, statuses] = [description?.paymentMethods.length ?? 0, description?.statuses.order?.length ?? 0];
		const webhooks = world.shop.shop.webhooks.size;
		stages.done({
			de: `${world.shop.url}: ${methods} Zahlungsarten, ${statuses} Status, ${webhooks} Webhooks eingerichtet`,
			en: `${world.shop.url}: ${methods} payment methods, ${statuses} statuses, ${webhooks} webhooks set up`,
		});
	});
	world.setDay(0);
	await stages.run(TITLES.orders, () => placeOrders(world, merchant, stages, language));
	world.setDay(LAST_DAY);
	const reports = await stages.run(TITLES.files, async () => [
		await importFile("umsaetze.sta", merchant, stages, language),
		await importFile("kontoauszug.xml", merchant, stages, language),
	]);
	const ended = await stages.run(TITLES.assigned, async () => {
		const ended = await settled(merchant, world);
		console.log(assignmentTable(ended.postings, language));
		return ended;
	});
	const waiting = ended.postings.filter(({ outcome }) => outcome === "review");
	await stages.run(TITLES.review, async () => console.log(reviewTable(waiting, language, INDENT)));
	await stages.run(TITLES.shop, async () => console.log(shopTable(ended.orders, world.shop, language)));
	return [
		...ended.differences,
		...reports.flatMap(({ created, known }, i) => [
			...differs(`postings new in file ${i + 1}`, created, POSTINGS.created[i]),
			...differs(`postings known in file ${i + 1}`, known, POSTINGS.known[i]),
		]),
	];
}

const TITLES = {
	connect: { de: "Ein WooCommerce-Shop wird verbunden", en: "A WooCommerce shop is connected" },
	orders: {
		de: "Am nächsten Tag: Kunden bestellen, der Shop meldet es",
		en: "The next day: customers order, the shop reports it",
	},
	files: {
		de: "Drei Tage später: die Bank liefert MT940 und camt.053",
		en: "Three days later: the bank delivers MT940 and camt.053",
	},
	assigned: { de: "Kontor ordnet zu", en: "Kontor assigns" },
	review: { de: "Was jemand prüfen muss", en: "What a person has to look at" },
	shop: { de: "Was der Shop jetzt sagt", en: "What the shop says now" },
} as const satisfies Record<string, Text>;

async function placeOrders(world: World, merchant: DemoMerchant, stages: Stages, language: Language): Promise<void> {
	for (const { number, total, customer, payment, paid } of ORDERS) {
		await atCheckout(world, { number, total, paymentMethod: payment, billing: { company: "", ...customer } });
		const who = customer.company ?? `${customer.first_name} ${customer.last_name}`;
		const amount = formatMoney(parseMoney(total, "EUR"), language).padStart(14);
		const line = `${number}  ${amount}  ${who.padEnd(24)}`;
		stages.say({ de: `${line}${dim(paid.de)}`, en: `${line}${dim(paid.en)}` });
	}
	await until("all orders have arrived", async () => {
		const { items } = await call(merchant, listOrders, { query: { limit: 100 } });
		return items.length === ORDERS.length ? items : null;
	});
	stages.done({ de: "alle über signierte Webhooks eingegangen", en: "all received by signed webhooks" });
}

/** What a customer's browser does. */
async function atCheckout({ shop }: World, order: object): Promise<void> {
	const headers = { "content-type": "application/json" };
	const placed = await fetch(`${shop.url}/__fake/orders`, { method: "POST", headers, body: JSON.stringify(order) });
	if (placed.status !== 201) throw new Error(`the shop took no order: ${placed.status}`);
}

async function importFile(
	fileName: string,
	merchant: DemoMerchant,
	stages: Stages,
	language: Language,
): Promise<ImportReport> {
	const body = await bankFile(fileName);
	const params = { account: merchant.account };
	const report = await call(merchant, importStatement, { params, query: { fileName }, body });
	const text = reportText(fileName, report, language);
	stages.say({ de: text, en: text });
	return report;
}
