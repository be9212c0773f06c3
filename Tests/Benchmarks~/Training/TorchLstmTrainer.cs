using TorchSharp;
using TorchSharp.Modules;

namespace RnnGen.Benchmarks;

/// <summary>
/// Training as TorchSharp's users write it: torch.nn.LSTM over one-hot tokens, autograd, torch's Adam.
/// </summary>
internal sealed class TorchLstmTrainer : IDisposable
{
    private readonly LSTM lstm;
    private readonly Linear head;
    private readonly Adam adam;
    private readonly torch.Tensor inputs;
    private readonly torch.Tensor targets;

    /// <param name="weights">The weights to begin with.</param>
    /// <param name="music">
    /// The tokens of a window, row after row. Each is heard before the next; 0 is heard first.
    /// </param>
    public TorchLstmTrainer(Checkpoint weights, int[] music, int hidden, int layers, int batch, double rate)
    {
        (lstm, head) = TorchLstm.Create(weights, InferenceBenchmark.Tokens, hidden, layers);

        // torch's two biases of a gate add up to our one, and under Adam the sum would move twice as far.
        foreach (var (_, bias) in lstm.named_parameters().Where(named => named.name.StartsWith("bias_hh")))
        {
            bias.requires_grad_(false);
        }

        var learned = lstm.parameters().Concat(head.parameters()).Where(parameter => parameter.requires_grad);
        adam = torch.optim.Adam(learned, rate);
        using var scope = torch.NewDisposeScope();
        var heard = torch.tensor([0, .. music[..^1].Select(token => (long)token)]).reshape(batch, -1).t();
        inputs = torch.nn.functional.one_hot(heard, InferenceBenchmark.Tokens).to(torch.float32).contiguous();
        targets = torch.tensor(music.Select(token => (long)token).ToArray()).reshape(batch, -1).t().reshape(-1);
        inputs.DetachFromDisposeScope();
        targets.DetachFromDisposeScope();
    }

    /// <summary>Learns from the window.</summary>
    /// <returns>The mean loss of a token, in nats.</returns>
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
}
