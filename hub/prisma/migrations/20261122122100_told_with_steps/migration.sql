-- A step's message that could not leave at once says amount and address as they are when it does.
GRANT UPDATE ("amount", "email") ON "order_steps" TO kontor_hub;
