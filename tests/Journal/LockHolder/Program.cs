using ActorBench.Journal;

// Holds the store named by its argument until its input ends, so that it never outlives the test that started it.
using var held = StoreLock.Acquire(StoreAddress.Parse(args[0]), "lock holder of a test", "/run/holder.sock");
Console.WriteLine("held");
Console.In.ReadToEnd();
