namespace ActorBench.Agents;

/// <summary>A child dies with its parent: its standard input is the parent's pipe, and end of file says that the parent is gone.</summary>
public static class ParentWatch
{
    /// <summary>Completes at end of file. Blocks one thread and wakes nobody until then.</summary>
    public static Task InputClosed()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            var buffer = new byte[64];
            try
            {
                while (input.Read(buffer) > 0)
                {
                }
            }
            catch (IOException)
            {
                // A broken pipe says the same.
            }

            closed.SetResult();
        })
        { IsBackground = true, Name = "parent-watch" }.Start();
        return closed.Task;
    }
}
