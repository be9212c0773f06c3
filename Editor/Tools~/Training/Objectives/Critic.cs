namespace RnnGen.Training;

/// <summary>
/// Represents the discriminator of professor forcing (Lamb et al., 2016): it reads what a network remembers
/// and says in a window, and judges whether the network heard the truth or itself.
/// </summary>
/// <remarks>
/// A GRU over [h_t, logits_t], the mean of its outputs over time, a hidden layer and a logit:
/// D = σ(w · tanh(W · mean + b) + c). Deviations from the paper: one direction where it has two, as windows
/// are short against what the network carries into them, and one hidden layer where it has three.
/// </remarks>
internal sealed class Critic
{
    private readonly GruResetAfterCell cell;
    private readonly Parameter hidden;
    private readonly Parameter hiddenBias;
    private readonly Parameter head;
    private readonly Parameter headBias;

    /// <summary>Adds a critic to a set of parameters.</summary>
    /// <param name="parameters">The set.</param>
    /// <param name="inputs">The values of a step.</param>
    /// <param name="size">The units of the GRU and of the hidden layer.</param>
    public Critic(ParameterSet parameters, int inputs, int size)
    {
        cell = new GruResetAfterCell(parameters, "critic.cell", inputs, size);
        hidden = parameters.Matrix("critic.hidden.weight", size, size);
        hiddenBias = parameters.Row("critic.hidden.bias", size);
        head = parameters.Matrix("critic.head.weight", size, 1);
        headBias = parameters.Row("critic.head.bias", 1);
    }

    /// <summary>Judges a window.</summary>
    /// <param name="behaviour">What a network remembers and says, step by step.</param>
    /// <returns>The logit of "heard the truth", one a row.</returns>
    public Tensor Judge(IReadOnlyList<Tensor> behaviour)
    {
        var state = cell.InitialState(behaviour[0].Backend, behaviour[0].Rows);
        Tensor? sum = null;
        foreach (var output in cell.Run(behaviour, ref state))
        {
            sum = sum is null ? output : sum + output;
        }

        return sum!.Scale(1f / behaviour.Count).Linear(hidden, hiddenBias).Tanh().Linear(head, headBias);
    }
}
