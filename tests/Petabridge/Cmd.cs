namespace Petabridge.Cmd;

// The members of Petabridge.Cmd 1.4.5 that public samples show and the adapter uses; what they do is the least that a test needs.

public sealed class CommandDefinition(string name, IReadOnlyDictionary<string, CommandArgument> arguments)
{
    public string Name => name;

    public IReadOnlyDictionary<string, CommandArgument> ArgumentsByName => arguments;
}

public sealed class CommandArgument
{
    public List<string> Switch { get; } = [];
}

public sealed class CommandArgumentBuilder
{
    internal CommandArgument Argument { get; } = new();

    internal string Name { get; private set; } = "";

    public CommandArgumentBuilder WithName(string name)
    {
        Name = name;
        return this;
    }

    public CommandArgumentBuilder WithDescription(string description) => this;

    public CommandArgumentBuilder IsMandatory(bool mandatory) => this;

    public CommandArgumentBuilder WithDefaultValue(string value) => this;

    public CommandArgumentBuilder WithSwitch(string word)
    {
        Argument.Switch.Add(word);
        return this;
    }
}

public sealed class CommandDefinitionBuilder
{
    private readonly Dictionary<string, CommandArgument> _arguments = [];
    private string _name = "";

    public CommandDefinitionBuilder WithName(string name)
    {
        _name = name;
        return this;
    }

    public CommandDefinitionBuilder WithDescription(string description) => this;

    public CommandDefinitionBuilder WithArgument(Action<CommandArgumentBuilder> build)
    {
        var builder = new CommandArgumentBuilder();
        build(builder);
        _arguments[builder.Name] = builder.Argument;
        return this;
    }

    public CommandDefinition Build() => new(_name, _arguments);
}

public class CommandPalette(string name, CommandDefinition[] commands)
{
    public string Name => name;

    internal IReadOnlyList<CommandDefinition> Commands => commands;
}

public sealed class Command(string name, List<Tuple<string, string>> arguments)
{
    internal string Name => name;

    public List<Tuple<string, string>> Arguments => arguments;
}

public class CommandResponse(string text, bool final = true)
{
    public static CommandResponse Empty { get; } = new("");

    internal string Text => text;

    internal bool Final => final;
}

public sealed class ErroredCommandResponse(string text, bool final = true) : CommandResponse(text, final);
