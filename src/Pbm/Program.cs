namespace ActorBench.Pbm;

/// <summary>The operator's command line.</summary>
public static class Program
{
    public static int Main(string[] args) => args.Length == 0 ? 2 : 1;
}
