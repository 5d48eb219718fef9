using ActorBench.Coordinator.Commands;
using ActorBench.Messages.Commands;
using Akka.Actor;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;
using TheirPalette = Petabridge.Cmd.CommandPalette;

namespace ActorBench.Petabridge;

/// <summary>Serves our commands to Petabridge's own pbm, which must be on a port of its own.</summary>
public static class PetabridgeAdapter
{
    /// <param name="role">Its protocol knows no callers: whoever reaches the port has this role.</param>
    public static void Serve(ActorSystem system, IReadOnlyList<Coordinator.Commands.CommandPalette> palettes, CommandRole role)
    {
        var host = PetabridgeCmd.Get(system);
        foreach (var palette in palettes) host.RegisterCommandPalette(new Handler(palette, role));
        host.Start();
    }

    private static TheirPalette Translate(Coordinator.Commands.CommandPalette palette) =>
        new(palette.Name, [.. palette.Card.Commands.Select(Translate)]);

    private static CommandDefinition Translate(CommandCard command) => command.Arguments.Aggregate(
        new CommandDefinitionBuilder().WithName(command.Name).WithDescription(command.Help),
        (builder, argument) => builder.WithArgument(a => Translate(a, argument))).Build();

    private static void Translate(CommandArgumentBuilder builder, ArgumentCard argument)
    {
        builder.WithName(argument.Name).WithDescription(argument.Help).IsMandatory(argument.Mandatory);
        if (argument.Default is { } value) builder.WithDefaultValue(value);
        foreach (var word in argument.Switches) builder.WithSwitch(word);
    }

    private sealed class Handler(Coordinator.Commands.CommandPalette palette, CommandRole role) : CommandPaletteHandler(Translate(palette))
    {
        public override Props HandlerProps => Props.Create(() => new CommandActor(palette, role));
    }

    /// <summary>One a connection; ends with it, and with it what still streams.</summary>
    private sealed class CommandActor : CommandHandlerActor
    {
        private readonly CancellationTokenSource _gone = new();

        public CommandActor(Coordinator.Commands.CommandPalette palette, CommandRole role)
            : base(Translate(palette))
        {
            foreach (var command in palette.Commands)
                Process(command.Name, given => _ = AnswerAsync(Sender, palette.Name, command, given, new CommandCaller("", "petabridge", role), _gone.Token));
        }

        protected override void PostStop() => _gone.Cancel();

        private static async Task AnswerAsync(IActorRef client, string palette, OperatorCommand command, Command given, CommandCaller caller, CancellationToken cancel)
        {
            try
            {
                if (caller.Role < command.Role) throw new CommandRefusedException($"{palette} {command.Name} needs the role {command.Role}.");
                var arguments = given.Arguments.ToDictionary(a => command.Arguments.First(ours => ours.Card.Switches.Contains(a.Item1)).Name, a => a.Item2);
                await foreach (var line in command.Run(CommandCall.Of(palette, command, arguments, json: false, caller), cancel).ConfigureAwait(false))
                    client.Tell(new CommandResponse(line, final: false));
                client.Tell(CommandResponse.Empty);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                client.Tell(new ErroredCommandResponse(e.Message));
            }
        }
    }
}
