import { Text } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";

/** How right the machine was on the merchant's own history: the last two years (PRODUCT M13). */
export const AssignmentFigures = z
	.object({
		/** From which probability on the machine books by itself, 0 to 1. */
		threshold: z.number(),
		/** Decisions at or above it whose truth is known, and how many of them were wrong. */
		confirmed: z.int(),
		wrong: z.int(),
		/** With 95 % confidence at most this share of what is booked by itself is wrong; 1 where nothing is known. */
		upperBound: z.number(),
		/** Postings that are assigned, by who did it. */
		assignedByMachine: z.int(),
		assignedByPeople: z.int(),
		/** Postings that the machine assigned and a person took back. */
		undone: z.int(),
		/** Postings that wait for a person. */
		waiting: z.int(),
		/** What follows from it, in a sentence. */
		summary: Text,
	})
	.meta({ id: "AssignmentFigures" });
export type AssignmentFigures = z.infer<typeof AssignmentFigures>;

export const getAssignmentFigures = operation({
	id: "getAssignmentFigures",
	method: "get",
	path: "/v1/assignment-figures",
	audience: "merchant",
	summary: "How right the machine was on the merchant's own history, and what it may book by itself because of that.",
	result: AssignmentFigures,
});
