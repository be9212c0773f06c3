using TorchSharp;
using TorchParameter = TorchSharp.Modules.Parameter;
using static TorchSharp.torch.nn.functional;

namespace RnnGen.Benchmarks;

/// <summary>The weights of a checkpoint as parameters of torch.</summary>
internal sealed class TorchWeights : IDisposable
{
    private readonly Dictionary<string, TorchParameter> all;

    /// <param name="file">The checkpoint.</param>
    /// <param name="inputs">The tensors that are not learned.</param>
    public TorchWeights(Checkpoint file, params string[] inputs)
    {
        all = file.Tensors
            .Where(tensor => !inputs.Contains(tensor.Name))
            .ToDictionary(tensor => tensor.Name, tensor => torch.nn.Parameter(Values(tensor)));
    }

    /// <summary>Gets the values of a tensor.</summary>
    public static torch.Tensor Values(CheckpointTensor tensor)
    {
        return torch.tensor(tensor.Values.ToArray()).reshape([.. tensor.Shape.Select(size => (long)size)]);
    }

    /// <summary>Takes a step of an LSTM, as torch.nn.LSTMCell does.</summary>
    public (torch.Tensor Hidden, torch.Tensor Cell) Lstm(
        string name, torch.Tensor x, (torch.Tensor Hidden, torch.Tensor Cell) state)
    {
        var sums = linear(x, this[name + ".weight_ih"], this[name + ".bias"])
            + linear(state.Hidden, this[name + ".weight_hh"]);
        var gates = sums.chunk(4, 1);
        var cell = (gates[1].sigmoid() * state.Cell) + (gates[0].sigmoid() * gates[2].tanh());
        return (gates[3].sigmoid() * cell.tanh(), cell);
    }

    public void Dispose()
    {
        foreach (var parameter in all.Values) parameter.Dispose();
    }

    /// <summary>Gets all parameters.</summary>
    public IEnumerable<TorchParameter> All => all.Values;

    /// <summary>Gets a parameter by its name.</summary>
    public TorchParameter this[string name] => all[name];
}
