import type { Text } from "@kontor/connector";
import * as z from "zod";
import { ReceivablesSettings, type SettingName } from "./schema.ts";

const text = (de: string, en: string): Text => ({ de, en });

/** What the choices of a field are called. */
const CHOICES: Readonly<Record<string, Text>> = {
	kontor: text("Kontor", "Kontor"),
	shop: text("der Shop", "the shop"),
	order: text("Bestellung", "order"),
	invoiceNumber: text("Rechnungsnummer", "invoice number"),
	sending: text("Versand", "sending"),
	none: text("keine", "none"),
	statutory: text("gesetzliche", "statutory"),
	needed: text("ja", "yes"),
	notNeeded: text("nein", "no"),
};

/** The choices of a field, where it is one; empty for every other. */
export function choicesOf(name: SettingName): { readonly value: string; readonly title: Text }[] {
	const [section = "", field = ""] = name.split(".");
	const shapes: Readonly<Record<string, { unwrap(): { shape: Readonly<Record<string, { unwrap(): unknown }>> } }>> =
		ReceivablesSettings.shape;
	const schema = shapes[section]?.unwrap().shape[field]?.unwrap();
	if (!(schema instanceof z.ZodEnum)) return [];
	return schema.options.map((value) => ({ value: `${value}`, title: CHOICES[value] ?? text(`${value}`, `${value}`) }));
}
