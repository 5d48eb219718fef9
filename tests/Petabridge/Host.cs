using Akka.Actor;

namespace Petabridge.Cmd.Host;

public abstract class CommandPaletteHandler(CommandPalette palette)
{
    internal CommandPalette Palette => palette;

    public abstract Props HandlerProps { get; }

    public virtual void OnRegister(PetabridgeCmd cmd)
    {
    }
}

/// <summary>One a connection in the real one.</summary>
public abstract class CommandHandlerActor(CommandPalette palette) : ReceiveActor
{
    private readonly Dictionary<string, Action<Command>> _known = palette.Commands.ToDictionary(c => c.Name, _ => (Action<Command>)(_ => { }));

    protected void Process(string name, Action<Command> handle)
    {
        if (_known.ContainsKey(name)) _known[name] = handle;
    }

    protected override bool AroundReceive(Receive receive, object message)
    {
        if (message is not Command command) return base.AroundReceive(receive, message);
        _known[command.Name](command);
        return true;
    }
}

public sealed class PetabridgeCmd : IExtension
{
    private PetabridgeCmd(ExtendedActorSystem system) => Sys = system;

    public ActorSystem Sys { get; }

    internal List<CommandPaletteHandler> Handlers { get; } = [];

    internal bool Started { get; private set; }

    public static PetabridgeCmd Get(ActorSystem system) => system.WithExtension<PetabridgeCmd, Provider>();

    public void RegisterCommandPalette(CommandPaletteHandler handler)
    {
        Handlers.Add(handler);
        handler.OnRegister(this);
    }

    public void Start() => Started = true;

    public sealed class Provider : ExtensionIdProvider<PetabridgeCmd>
    {
        public override PetabridgeCmd CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
