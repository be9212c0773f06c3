using TorchSharp;
using TorchSharp.Modules;

namespace RnnGen.Benchmarks;

/// <summary>
/// An LSTM as TorchSharp's users write it: torch.nn.LSTM over one-hot tokens, autograd, torch's Adam.
/// </summary>
internal sealed class TorchLstmTrainer : ITrainer
{
    private readonly LSTM lstm;
    private readonly Linear head;
    private readonly Adam adam;
    private readonly torch.Tensor inputs;
    private readonly torch.Tensor targets;

    /// <param name="weights">The weights to begin with.</param>
    /// <param name="heard">The tokens of each step that go in.</param>
    /// <param name="said">The tokens of each step that are to come out.</param>
    /// <param name="hidden">The units of each layer.</param>
    /// <param name="layers">The layers.</param>
    public TorchLstmTrainer(Checkpoint weights, int[][] heard, int[][] said, int hidden, int layers)
    {
        (lstm, head) = TorchLstm.Create(weights, InferenceBenchmark.Tokens, hidden, layers);

        // torch's two biases of a gate add up to our one, and under Adam the sum would move twice as far.
        foreach (var (_, bias) in lstm.named_parameters().Where(named => named.name.StartsWith("bias_hh")))
        {
            bias.requires_grad_(false);
        }

        var learned = lstm.parameters().Concat(head.parameters()).Where(parameter => parameter.requires_grad);
        adam = torch.optim.Adam(learned, NativeTrainer.Rate);
        using var scope = torch.NewDisposeScope();
        var tokens = Tokens(heard).reshape(heard.Length, -1);
        inputs = torch.nn.functional.one_hot(tokens, InferenceBenchmark.Tokens).to(torch.float32).contiguous();
        targets = Tokens(said);
        inputs.DetachFromDisposeScope();
        targets.DetachFromDisposeScope();
    }

    public double Step()
    {
        using var scope = torch.NewDisposeScope();
        adam.zero_grad();
        var (y, _, _) = lstm.call(inputs, null);
        var scores = head.call(y).reshape(-1, InferenceBenchmark.Tokens);
        var loss = torch.nn.functional.cross_entropy(scores, targets);
        loss.backward();
        adam.step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        adam.Dispose();
        lstm.Dispose();
        head.Dispose();
        inputs.Dispose();
        targets.Dispose();
    }

    private static torch.Tensor Tokens(int[][] steps)
    {
        return torch.tensor([.. steps.SelectMany(step => step).Select(token => (long)token)]);
    }
}
