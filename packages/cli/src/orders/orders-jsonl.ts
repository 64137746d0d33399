import { asListed } from "../assign/ledger.ts";
import { type FileFault, faultAt } from "../file-fault.ts";
import { readOrderLine } from "../json-lines/order-line.ts";
import { readLine } from "../json-lines/read-json-lines.ts";
import type { ListedOrder, OrderList } from "./listed-order.ts";

export function ordersFromJsonLines(file: string, text: string): OrderList {
	const orders = new Map<string, ListedOrder>();
	const faults: FileFault[] = [];
	text.split("\n").forEach((content, i) => {
		const found = readLine(file, i + 1, content, readOrderLine);
		if (found === null) return;
		if ("fault" in found) faults.push(found.fault);
		else if (orders.has(found.item.id)) faults.push(twice(file, i + 1, found.item.id));
		else orders.set(found.item.id, asListed(found.item));
	});
	return { orders: [...orders.values()], faults, unused: [] };
}

function twice(file: string, line: number, id: string): FileFault {
	return faultAt(
		file,
		{ line, field: "id" },
		{ de: "eine Kennung, die nur einmal vorkommt", en: "an id that occurs once" },
		id,
	);
}
