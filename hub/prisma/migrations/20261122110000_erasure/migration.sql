-- A step taken stays as it was taken, but for the address, which goes with the customer's other data.
GRANT UPDATE ("email") ON "order_steps" TO kontor_hub;
